package org.paymentpoller.operations;

import java.util.Optional;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.SqlFile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The flag in the watch's row that keeps every replica from recording, from the end of the window in flight on. */
final class Pause {

    private final LockedCursor cursor;
    private final JdbcClient jdbc;
    private final OperationLog log;

    Pause(LockedCursor cursor, JdbcClient jdbc, OperationLog log) {
        this.cursor = cursor;
        this.jdbc = jdbc;
        this.log = log;
    }

    /** For the operation's reason. */
    String pause(Operation operation) {
        return cursor.run(row -> {
            set(row, operation.reason());
            return written(
                    operation,
                    "paused at block " + row.lastProcessedBlock()
                            + row.paused()
                                    .map(before -> "; it was paused already: " + before)
                                    .orElse(""));
        });
    }

    String resume(Operation operation) {
        return cursor.run(row -> {
            set(row, Optional.empty());
            return written(
                    operation,
                    row.paused()
                            .map(before ->
                                    "resumed at block " + row.lastProcessedBlock() + "; it was paused: " + before)
                            .orElse("was not paused"));
        });
    }

    private void set(Cursor row, Optional<String> reason) {
        jdbc.sql(SqlFile.read("pause-watch"))
                .param("cursor_id", row.id())
                .param("paused", reason.orElse(null))
                .update();
    }

    private String written(Operation operation, String outcome) {
        log.write(operation, outcome);
        return outcome;
    }
}
