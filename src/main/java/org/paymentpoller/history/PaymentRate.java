package org.paymentpoller.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.paymentpoller.cursor.SqlFile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many payments were made when, by the events' own timestamps; orphaned ones do not count. */
public final class PaymentRate {

    private final JdbcClient jdbc;
    private final BoundedReads reads;

    public PaymentRate(JdbcClient jdbc, BoundedReads reads) {
        this.jdbc = jdbc;
        this.reads = reads;
    }

    /**
     * From when to when there are any.
     *
     * @return empty where there is none
     * @throws TooManyReadsException when too many read at once
     */
    public Optional<PaymentTimes> times(String cursorId) {
        return reads.read(() -> jdbc.sql(SqlFile.read("find-payment-times"))
                .param("cursor_id", cursorId)
                .query((row, number) -> {
                    Optional<Instant> last = Times.in(row, "last");
                    return Times.in(row, "first").map(first -> new PaymentTimes(first, last.orElseThrow()));
                })
                .single());
    }

    /**
     * Counts by the time at which their period begins; periods without payments are left out.
     *
     * @param first where the first period begins
     * @param step how long each is, whole seconds
     * @param end where the last one ends, exclusive
     * @throws TooManyReadsException when too many read at once
     */
    public Map<Instant, Long> counts(String cursorId, Instant first, Duration step, Instant end) {
        Map<Instant, Long> counts = new TreeMap<>();
        reads.read(() -> {
            jdbc.sql(SqlFile.read("count-payments-by-time"))
                    .param("cursor_id", cursorId)
                    .param("first", Times.parameter(first))
                    .param("step", step.toSeconds() + " seconds")
                    .param("end", Times.parameter(end))
                    .query(row -> {
                        counts.put(Times.in(row, "bucket").orElseThrow(), row.getLong("payments"));
                    });
            return counts;
        });
        return counts;
    }
}
