package org.paymentpoller.page;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paymentpoller.cursor.WatchIdentity;
import org.paymentpoller.history.BoundedReads;
import org.paymentpoller.history.NewerPages;
import org.paymentpoller.history.Page;
import org.paymentpoller.history.PageKey;
import org.paymentpoller.history.PaymentFilter;
import org.paymentpoller.history.PaymentHistory;
import org.paymentpoller.history.PaymentRate;
import org.paymentpoller.history.PaymentRow;
import org.paymentpoller.history.PaymentTimes;
import org.paymentpoller.history.RejectedHistory;
import org.paymentpoller.history.RejectedRow;
import org.paymentpoller.history.WatchList;
import org.paymentpoller.history.WatchRow;
import org.springframework.stereotype.Component;

/** Asks the database for all that one view of the page shows. */
@Component
public class RecordedReader {

    static final int PAYMENTS = 25;
    static final int REJECTED = 10;

    private final BoundedReads reads;
    private final WatchList watches;
    private final PaymentHistory payments;
    private final RejectedHistory rejected;
    private final NewerPages newer;
    private final PaymentRate rate;
    private final WatchIdentity own;
    private final Clock clock;

    RecordedReader(
            BoundedReads reads,
            WatchList watches,
            PaymentHistory payments,
            RejectedHistory rejected,
            NewerPages newer,
            PaymentRate rate,
            WatchIdentity own,
            Clock clock) {
        this.reads = reads;
        this.watches = watches;
        this.payments = payments;
        this.rejected = rejected;
        this.newer = newer;
        this.rate = rate;
        this.own = own;
        this.clock = clock;
    }

    /**
     * All of it in one snapshot.
     *
     * @throws org.paymentpoller.history.TooManyReadsException when too many read at once
     */
    Recorded read(PageQuery asked) {
        return reads.read(() -> {
            List<WatchRow> all = watches.all();
            PageQuery query = asked.watch().filter(id -> !isThere(id, all)).isPresent() ? asked.ofOwnWatch() : asked;
            return read(query, query.watch().orElse(own.cursorId()), all);
        });
    }

    private static boolean isThere(String id, List<WatchRow> all) {
        return all.stream().anyMatch(row -> row.cursorId().equals(id));
    }

    private Recorded read(PageQuery query, String cursorId, List<WatchRow> all) {
        SearchTerm term = query.term();
        Page<PaymentRow> page = payments.page(
                new PaymentFilter(
                        Optional.of(cursorId), term.account(), term.txHash(), Optional.empty(), Optional.empty()),
                query.before(),
                PAYMENTS);
        Page<RejectedRow> events = term.account().isPresent()
                ? new Page<>(List.of(), Optional.empty())
                : rejected.page(cursorId, term.txHash(), query.rejectedBefore(), REJECTED);
        return new Recorded(
                query,
                cursorId,
                all,
                term.isSearch() ? Optional.empty() : Optional.of(rate(query, cursorId)),
                page,
                newerPayments(query, cursorId, page),
                events,
                newerRejected(query, cursorId, events));
    }

    /** The payments of one transaction are not paged backwards. */
    private Optional<PageKey> newerPayments(PageQuery query, String cursorId, Page<PaymentRow> page) {
        if (query.before().isEmpty()
                || query.term().txHash().isPresent()
                || page.rows().isEmpty()) {
            return Optional.empty();
        }
        return newer.ofPayments(
                cursorId, query.term().account(), page.rows().get(0).key(), PAYMENTS);
    }

    private Optional<PageKey> newerRejected(PageQuery query, String cursorId, Page<RejectedRow> page) {
        if (query.rejectedBefore().isEmpty()
                || query.term().txHash().isPresent()
                || page.rows().isEmpty()) {
            return Optional.empty();
        }
        return newer.ofRejected(cursorId, page.rows().get(0).key(), REJECTED);
    }

    private Recorded.Rate rate(PageQuery query, String cursorId) {
        Instant now = clock.instant();
        Optional<PaymentTimes> times = rate.times(cursorId);
        // Where nobody asked for the latest hour, day or week, an old chain's last payments are worth more than none.
        Instant at = times.map(PaymentTimes::last)
                .filter(last -> query.period().isEmpty() && last.isBefore(Period.WEEK.beginBefore(now)))
                .orElse(now);
        Period period = query.period().orElseGet(() -> times.map(it -> Period.reaching(it.first(), it.last(), at))
                .orElse(Period.HOUR));
        Instant until = period.endAfter(at);
        Map<Instant, Long> counts = rate.counts(cursorId, period.beginBefore(at), period.step(), until);
        return new Recorded.Rate(times, period, until, counts);
    }
}
