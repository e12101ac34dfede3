package org.paymentpoller.operations;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A wait for a lock that may take longer than a poll's. It is one statement, because whoever asks again goes to the end of the
 * line, where as many replicas stand before them as did before.
 */
final class PatientWait {

    /** The server ends the wait by its statement, and only then the client one that the server says nothing of. */
    private static final Duration APART = Duration.ofSeconds(5);

    private final JdbcOperations operations;
    private final JdbcClient jdbc;
    private final Duration longest;

    /** What a session waits for at most, as the server writes it. */
    private record Limits(String lock, String statement) {}

    /**
     * @param longest until the wait is given up
     */
    PatientWait(JdbcOperations operations, Duration longest) {
        this.operations = operations;
        this.jdbc = JdbcClient.create(operations);
        this.longest = longest;
    }

    /** Asks within the transaction that is open; once it has the answer, the connection's own limits hold again. */
    <T> T during(Supplier<T> question) {
        return Objects.requireNonNull(
                operations.execute((ConnectionCallback<T>) connection -> wait(connection, question)));
    }

    /** What fails leaves the limits to the end of the transaction, and to the pool that gets the connection back. */
    private <T> T wait(Connection connection, Supplier<T> question) throws SQLException {
        int silence = connection.getNetworkTimeout();
        Limits own = jdbc.sql("SELECT current_setting('lock_timeout') AS lock,"
                        + " current_setting('statement_timeout') AS statement")
                .query((row, number) -> new Limits(row.getString("lock"), row.getString("statement")))
                .single();
        Duration statement = longest.plus(APART);
        limit(new Limits(millis(longest), millis(statement)));
        connection.setNetworkTimeout(Runnable::run, (int) statement.plus(APART).toMillis());
        T answer = question.get();
        connection.setNetworkTimeout(Runnable::run, silence);
        limit(own);
        return answer;
    }

    private void limit(Limits limits) {
        jdbc.sql("SELECT set_config('lock_timeout', :lock, true), set_config('statement_timeout', :statement, true)")
                .param("lock", limits.lock())
                .param("statement", limits.statement())
                .query()
                .singleRow();
    }

    private static String millis(Duration time) {
        return time.toMillis() + "ms";
    }
}
