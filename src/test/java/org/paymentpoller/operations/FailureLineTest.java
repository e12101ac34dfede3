package org.paymentpoller.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"42P01", "42703", "42883", "42P10"})
    void whatASchemaBeforeThisVersionRefusesComesWithTheWayOut(String state) {
        assertThat(FailureLine.of(new IllegalStateException("SELECT it", new SQLException("it is not there", state))))
                .isEqualTo("the database has not the tables of this version; start the application once, which makes"
                        + " them: it is not there");
    }

    @Test
    void whatTheDatabaseRefusesOtherwiseIsToldAsItSaysIt() {
        assertThat(FailureLine.of(new IllegalStateException("SELECT it", new SQLException("it is there", "23505"))))
                .isEqualTo("it is there");
    }
}
