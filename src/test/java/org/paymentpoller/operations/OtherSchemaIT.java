package org.paymentpoller.operations;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.TestDatabase;
import org.paymentpoller.ledger.Burn;
import org.paymentpoller.ledger.EventPosition;
import org.paymentpoller.poll.RecordColumns;

/** A command of this version on a schema that no replica of it has migrated yet. */
@Tag("postgres")
class OtherSchemaIT {

    private static final Burn BURN =
            new Burn(new EventPosition("0xa", 0, 0, 3, "0xhash"), "0xme", BigInteger.ONE, "0xdigest", Instant.EPOCH);

    private TestDatabase database;

    @BeforeEach
    void createDatabase() {
        database = PostgresServer.shared().createDatabase();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    /** Before V3 a table has not all columns, before V6 there is no function to record by, before V10 it answers others. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "5", "9"})
    void whoeverRecordsIsToldToStartTheApplicationOnce(String version) {
        Flyway.configure()
                .dataSource(database.dataSource())
                .target(version)
                .load()
                .migrate();
        RecordedEvents recorded = new RecordedEvents(database.sql(), new RecordColumns(), "payment-poller");

        assertThatThrownBy(() -> {
                    recorded.of(List.of(BURN));
                    recorded.record(List.of(BURN));
                })
                .extracting(FailureLine::of)
                .asString()
                .startsWith("the database has not the tables of this version; start the application once, which makes"
                        + " them: ");
    }
}
