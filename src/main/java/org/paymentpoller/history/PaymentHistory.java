package org.paymentpoller.history;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.paymentpoller.cursor.SqlFile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The recorded payments, from the newest block to the oldest, orphaned ones included. */
public final class PaymentHistory {

    private final JdbcClient jdbc;
    private final BoundedReads reads;
    private final String ownCursorId;

    /**
     * @param ownCursorId the watch that is meant where a filter names none
     */
    public PaymentHistory(JdbcClient jdbc, BoundedReads reads, String ownCursorId) {
        this.jdbc = jdbc;
        this.reads = reads;
        this.ownCursorId = ownCursorId;
    }

    /**
     * One page. Payments that arrive while someone pages change no page behind the first.
     *
     * @param before where the page before ended; empty: from the newest on
     * @param limit most payments of the page, 1 or more
     * @throws TooManyReadsException when too many read at once
     */
    public Page<PaymentRow> page(PaymentFilter filter, Optional<PageKey> before, int limit) {
        PageKey key = before.orElse(PageKey.NEWEST);
        List<PaymentRow> found = reads.read(() -> jdbc.sql(SqlFile.read(statement(filter)))
                .param("cursor_id", filter.cursorId().orElse(ownCursorId))
                .param("account", filter.account().orElse(null))
                .param("tx_hash", filter.txHash().orElse(null))
                .param("first_block", filter.fromBlock().orElse(0L))
                .param("last_block", filter.toBlock().orElse(Long.MAX_VALUE))
                .param("before_block", key.block())
                .param("before_id", key.id())
                .param("row_limit", limit + 1)
                .query((row, number) -> PaymentRow.of(row))
                .list());
        return Page.of(found, limit, PaymentRow::key);
    }

    /** The watches that have a row in block_cursors. */
    public Set<String> cursorIds() {
        return reads.read(() -> new TreeSet<>(
                jdbc.sql(SqlFile.read("find-cursor-ids")).query(String.class).list()));
    }

    /** Each has an index that its conditions and its order fit. */
    private static String statement(PaymentFilter filter) {
        if (filter.txHash().isPresent()) {
            return "find-payments-of-transaction";
        }
        return filter.account().isPresent() ? "find-payments-of-account" : "find-payments";
    }
}
