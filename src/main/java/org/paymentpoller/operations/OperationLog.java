package org.paymentpoller.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.paymentpoller.cursor.SqlFile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of operations: who did what, when and why, and what came of it. */
final class OperationLog {

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;
    private final String cursorId;

    OperationLog(JdbcClient jdbc, String cursorId) {
        this.jdbc = jdbc;
        this.cursorId = cursorId;
    }

    /**
     * Writes it down, in the transaction of its effect where there is one.
     *
     * @return the row's id
     */
    long write(Operation operation, String outcome) {
        return jdbc.sql(SqlFile.read("log-operation"))
                .param("cursor_id", cursorId)
                .param("operation", operation.name())
                .param("arguments", json(operation))
                .param("reason", operation.reason().orElse(null))
                .param("who", operation.who())
                .param("outcome", outcome)
                .query(Long.class)
                .single();
    }

    /** More came of it. */
    void outcome(long id, String outcome) {
        jdbc.sql(SqlFile.read("log-outcome"))
                .param("id", id)
                .param("outcome", outcome)
                .update();
    }

    private static String json(Operation operation) {
        try {
            return JSON.writeValueAsString(operation.arguments());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Names and numbers always have a JSON form", e);
        }
    }
}
