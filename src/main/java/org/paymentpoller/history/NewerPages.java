package org.paymentpoller.history;

import java.util.Optional;
import org.paymentpoller.cursor.SqlFile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The way back from an older page to the newer one before it. */
public final class NewerPages {

    private final JdbcClient jdbc;
    private final BoundedReads reads;

    public NewerPages(JdbcClient jdbc, BoundedReads reads) {
        this.jdbc = jdbc;
        this.reads = reads;
    }

    /**
     * What to ask {@link PaymentHistory} for a page before.
     *
     * @param cursorId the watch
     * @param account whose payments alone are listed, lower-case hex; empty: all
     * @param first the first row of the page that is shown
     * @param limit most payments of a page
     * @return empty where the page before is the newest
     * @throws TooManyReadsException when too many read at once
     */
    public Optional<PageKey> ofPayments(String cursorId, Optional<String> account, PageKey first, int limit) {
        return find(
                account.isPresent() ? "find-newer-payments-page-of-account" : "find-newer-payments-page",
                cursorId,
                account,
                first,
                limit);
    }

    /** The same for {@link RejectedHistory}. */
    public Optional<PageKey> ofRejected(String cursorId, PageKey first, int limit) {
        return find("find-newer-rejected-page", cursorId, Optional.empty(), first, limit);
    }

    private Optional<PageKey> find(
            String statement, String cursorId, Optional<String> account, PageKey first, int limit) {
        return reads.read(() -> jdbc.sql(SqlFile.read(statement))
                .param("cursor_id", cursorId)
                .param("account", account.orElse(null))
                .param("first_block", first.block())
                .param("first_id", first.id())
                .param("row_limit", limit)
                .query((row, number) -> new PageKey(row.getLong("block_number"), row.getLong("id")))
                .optional());
    }
}
