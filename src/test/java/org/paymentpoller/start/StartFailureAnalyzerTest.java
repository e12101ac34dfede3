package org.paymentpoller.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.apache.camel.RuntimeCamelException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;

class StartFailureAnalyzerTest {

    @Test
    void aRefusalIsToldLineByLine() {
        assertThat(description(new IllegalStateException(new StartRefusedException(List.of("one", "two")))))
                .isEqualTo("one\ntwo");
    }

    @Test
    void aPortInUseIsToldByItsSetting() {
        assertThat(description(new PortInUseException(8080))).startsWith("SERVER_PORT 8080 is in use");
    }

    @Test
    void aDatabaseThatRefusesIsToldByItsSetting() {
        assertThat(description(new IllegalStateException("no bean", new SQLException("no", "08001"))))
                .isEqualTo("SPRING_DATASOURCE_URL: the database cannot be reached: no");
    }

    @Test
    void aHistoryOfMigrationsThatIsAnotherProgramsIsToldWithTheWayOut() {
        assertThat(description(
                        new IllegalStateException("no bean", new FlywayException("Validate failed:\nno V7 here"))))
                .startsWith(
                        "SPRING_DATASOURCE_URL: the tables cannot be brought up to date: Validate failed: no V7 here; ")
                .contains("currentSchema");
    }

    @Test
    void aMigrationThatTheDatabaseRefusedIsToldByTheDatabasesWords() {
        assertThat(description(new FlywayException("V1 failed", new SQLException("no", "42501"))))
                .isEqualTo("SPRING_DATASOURCE_USERNAME lacks a privilege on the schema: no");
    }

    @Test
    void routesThatCannotBeBuiltAreToldByTheirFolderAndTheInnermostReason() {
        assertThat(description(
                        new RuntimeCamelException("outer", new IllegalArgumentException("no bean\nchooseWindow"))))
                .isEqualTo("POLLER_ROUTES_DIRECTORY: the routes cannot be loaded: no bean chooseWindow");
    }

    @Test
    void anyOtherFailureIsLeftToOthers() {
        assertThat(description(new IllegalStateException("something else"))).isNull();
    }

    private static @Nullable String description(Throwable failure) {
        FailureAnalysis analysis = new StartFailureAnalyzer().analyze(failure);
        return analysis == null ? null : analysis.getDescription();
    }
}
