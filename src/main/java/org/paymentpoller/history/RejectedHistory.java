package org.paymentpoller.history;

import java.util.List;
import java.util.Optional;
import org.paymentpoller.cursor.SqlFile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The events that were no payments, from the newest block to the oldest, orphaned ones included. */
public final class RejectedHistory {

    private final JdbcClient jdbc;
    private final BoundedReads reads;

    public RejectedHistory(JdbcClient jdbc, BoundedReads reads) {
        this.jdbc = jdbc;
        this.reads = reads;
    }

    /**
     * One page.
     *
     * @param cursorId the watch
     * @param txHash of one transaction alone, lower-case hex; empty: of all
     * @param before where the page before ended; empty: from the newest on
     * @param limit most events of the page, 1 or more
     * @throws TooManyReadsException when too many read at once
     */
    public Page<RejectedRow> page(String cursorId, Optional<String> txHash, Optional<PageKey> before, int limit) {
        PageKey key = before.orElse(PageKey.NEWEST);
        String statement = txHash.isPresent() ? "find-rejected-of-transaction" : "find-rejected";
        List<RejectedRow> found = reads.read(() -> jdbc.sql(SqlFile.read(statement))
                .param("cursor_id", cursorId)
                .param("tx_hash", txHash.orElse(null))
                .param("before_block", key.block())
                .param("before_id", key.id())
                .param("row_limit", limit + 1)
                .query((row, number) -> RejectedRow.of(row))
                .list());
        return Page.of(found, limit, RejectedRow::key);
    }
}
