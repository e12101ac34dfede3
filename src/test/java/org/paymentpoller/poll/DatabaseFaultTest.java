package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFaultTest {

    @ParameterizedTest
    @CsvSource({
        "08001, the database cannot be reached",
        "08006, the connection to the database was lost",
        "25006, the database is read-only",
        "25P03, the database ended a session that was idle in its transaction",
        "28P01, the database refused the login",
        "53100, the database's disk is full",
        "53200, the database is out of resources",
        "53300, the database has no connection left",
        "55P03, a lock in the database is held by another session",
        "57014, 'the database cancelled a statement, for its timeout or by hand'",
        "57P01, the database ended the session",
        "57P03, the database is starting or stopping",
    })
    void theStateTellsWhatIsWrong(String state, String meaning) {
        assertThat(DatabaseFault.meaning(new IllegalStateException(new SQLException("it says no", state))))
                .contains(meaning);
    }

    @ParameterizedTest
    @CsvSource({"P0001", "22", "23505"})
    void whatTheDatabaseSaysItselfIsEnoughElsewhere(String state) {
        assertThat(DatabaseFault.meaning(new SQLException("it says no", state))).isEmpty();
    }

    @Test
    void thePoolsOwnTimeoutIsToldFromTheDatabases() {
        SQLException refused = new SQLException("refused", "08001", new ConnectException());

        assertThat(DatabaseFault.meaning(new SQLTransientConnectionException("timed out")))
                .contains("no connection to the database could be had in time");
        assertThat(DatabaseFault.meaning(new SQLTransientConnectionException("timed out", refused)))
                .contains("the database cannot be reached");
    }

    @Test
    void whatIsNotOfTheDatabaseMeansNothingHere() {
        assertThat(DatabaseFault.meaning(new IllegalStateException("a bug"))).isEmpty();
        assertThat(DatabaseFault.meaning(new SQLException("no state"))).isEmpty();
    }
}
