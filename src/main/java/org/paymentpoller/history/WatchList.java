package org.paymentpoller.history;

import java.util.List;
import org.paymentpoller.cursor.SqlFile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The watches that share the database. */
public final class WatchList {

    private final JdbcClient jdbc;
    private final BoundedReads reads;

    public WatchList(JdbcClient jdbc, BoundedReads reads) {
        this.jdbc = jdbc;
        this.reads = reads;
    }

    /**
     * All of them, by their ids.
     *
     * @throws TooManyReadsException when too many read at once
     */
    public List<WatchRow> all() {
        return reads.read(() -> jdbc.sql(SqlFile.read("find-watches"))
                .query((row, number) -> WatchRow.of(row))
                .list());
    }
}
