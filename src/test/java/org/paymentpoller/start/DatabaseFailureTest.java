package org.paymentpoller.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFailureTest {

    @ParameterizedTest
    @CsvSource({
        "28P01, SPRING_DATASOURCE_USERNAME or SPRING_DATASOURCE_PASSWORD is refused by the database: it says no",
        "28000, SPRING_DATASOURCE_USERNAME or SPRING_DATASOURCE_PASSWORD is refused by the database: it says no",
        "3D000, SPRING_DATASOURCE_URL names a database that does not exist: it says no; create it first",
        "08001, SPRING_DATASOURCE_URL: the database cannot be reached: it says no",
        "08006, SPRING_DATASOURCE_URL: the database cannot be reached: it says no",
        "57P03, SPRING_DATASOURCE_URL: the database cannot be reached: it says no",
        ", SPRING_DATASOURCE_URL: the database cannot be reached: it says no",
        "42P07, 'SPRING_DATASOURCE_URL: a table of that name is another program''s: it says no; where the schema is another"
                + " program''s, name one of the poller''s own with ?currentSchema='",
        "42501, SPRING_DATASOURCE_USERNAME lacks a privilege on the schema: it says no",
        "25006, 'SPRING_DATASOURCE_URL: the database is read-only, as a standby server is: it says no; name the server that takes"
                + " writes, or all of them with ?targetServerType=primary'",
        "53300, SPRING_DATASOURCE_URL: the database refused with SQLSTATE 53300: it says no",
    })
    void theSettingAtFaultIsNamed(String state, String line) {
        assertThat(DatabaseFailure.line(new SQLException("it says\nno", state))).isEqualTo(line);
    }

    @Test
    void aServerThatAsksForAPasswordWhereNoneWasGivenRefusesThat() {
        SQLException failure = new SQLException("it says no", "08004");

        assertThat(DatabaseFailure.line(failure, true)).startsWith("SPRING_DATASOURCE_USERNAME or");
        assertThat(DatabaseFailure.line(failure, false))
                .startsWith("SPRING_DATASOURCE_URL: the database cannot be reached");
    }

    @Test
    void aFailureWithoutAMessageIsToldByItsKind() {
        assertThat(DatabaseFailure.line(new SQLException())).endsWith(": SQLException");
    }
}
