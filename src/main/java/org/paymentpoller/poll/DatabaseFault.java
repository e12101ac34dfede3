package org.paymentpoller.poll;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a failure of the database means for an operator, by its SQLSTATE (PostgreSQL documentation, Appendix A). */
public final class DatabaseFault {

    private static final Map<String, String> BY_STATE = Map.of(
            "08001", "the database cannot be reached",
            "25006", "the database is read-only",
            "25P03", "the database ended a session that was idle in its transaction",
            "53100", "the database's disk is full",
            "53300", "the database has no connection left",
            "55P03", "a lock in the database is held by another session",
            "57014", "the database cancelled a statement, for its timeout or by hand",
            "57P03", "the database is starting or stopping");

    private static final Map<String, String> BY_CLASS = Map.of(
            "08", "the connection to the database was lost",
            "28", "the database refused the login",
            "53", "the database is out of resources",
            "57", "the database ended the session");

    private static final int CLASS_LENGTH = 2;

    private DatabaseFault() {}

    /** Its meaning; empty for what is no fault of the database, or one whose own message says enough. */
    public static Optional<String> meaning(Throwable failure) {
        return sqlState(failure).map(DatabaseFault::ofState).orElseGet(() -> ofPool(failure));
    }

    /** The SQLSTATE of the innermost database failure that has one. */
    public static Optional<String> sqlState(Throwable failure) {
        @Nullable String state = null;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                state = sql.getSQLState();
            }
        }
        return Optional.ofNullable(state);
    }

    private static Optional<String> ofState(String state) {
        @Nullable String meaning = BY_STATE.get(state);
        if (meaning == null && state.length() > CLASS_LENGTH) {
            meaning = BY_CLASS.get(state.substring(0, CLASS_LENGTH));
        }
        return Optional.ofNullable(meaning);
    }

    /** The pool gives no SQLSTATE when all its connections are in use, or when the first one is still being made. */
    private static Optional<String> ofPool(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLTransientConnectionException) {
                return Optional.of("no connection to the database could be had in time");
            }
        }
        return Optional.empty();
    }
}
