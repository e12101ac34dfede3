package org.paymentpoller.operations;

import org.paymentpoller.cursor.SqlFile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the cursor back, so that the replicas read the blocks above it again and find known what is recorded. */
final class Rewind {

    private final LockedCursor cursor;
    private final JdbcClient jdbc;
    private final OperationLog log;

    Rewind(LockedCursor cursor, JdbcClient jdbc, OperationLog log) {
        this.cursor = cursor;
        this.jdbc = jdbc;
        this.log = log;
    }

    /**
     * Moves it.
     *
     * @param block the last one that counts as recorded: from start block - 1 to the cursor
     */
    String to(long block, Operation operation) {
        return cursor.run(row -> {
            Arguments.requireRewind(block, row);
            jdbc.sql(SqlFile.read("rewind-cursor"))
                    .param("cursor_id", row.id())
                    .param("block", block)
                    .update();
            String outcome = "moved from block " + row.lastProcessedBlock() + " to block " + block;
            log.write(operation, outcome);
            return outcome;
        });
    }
}
