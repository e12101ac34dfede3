package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.cursor.SqlFile;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.TestDatabase;
import org.paymentpoller.ledger.Burn;
import org.paymentpoller.ledger.EventPosition;
import org.paymentpoller.ledger.RejectedEvent;
import org.paymentpoller.ledger.WatchedEvent;

/** A node left out an event of a transaction, so that those behind it were recorded by the numbers of others; now all come. */
@Tag("postgres")
class RenumberedBurnsIT {

    private static final String TX = "0x" + "ab".repeat(32);
    private static final long BLOCK = 5;
    private static final long OTHER_BLOCK = 9;

    private TestDatabase database;

    @BeforeEach
    void createTables() {
        database = PostgresServer.shared().createDatabase();
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aBurnIsNotRecordedAgainBehindARejectedEventThatHadBeenLeftOut() {
        record(burn(0, 11, BLOCK, 5));

        assertLeftAlone(rejected(0, 10, BLOCK), burn(1, 11, BLOCK, 5));
    }

    @Test
    void aBurnIsNotRecordedAgainBehindARejectedEventThatTookTheNumberOfAnother() {
        record(rejected(0, 11, BLOCK), burn(1, 12, BLOCK, 5));

        assertLeftAlone(burn(0, 10, BLOCK, 3), rejected(1, 11, BLOCK), burn(2, 12, BLOCK, 5));
    }

    @Test
    void aBurnIsNotRecordedAgainInAnotherBlock() {
        record(burn(0, 11, BLOCK, 5));

        assertLeftAlone(burn(0, 20, OTHER_BLOCK, 3), burn(1, 21, OTHER_BLOCK, 5));
    }

    @Test
    void aBurnIsNotRecordedAgainInAnotherBlockBehindARejectedEvent() {
        record(burn(0, 11, BLOCK, 5));

        assertLeftAlone(rejected(0, 20, OTHER_BLOCK), burn(1, 21, OTHER_BLOCK, 5));
    }

    @Test
    void burnsThatAreAlikeAreMadeWholeInAnotherBlock() {
        record(burn(0, 11, BLOCK, 5));

        assertThat(record(burn(0, 20, OTHER_BLOCK, 5), burn(1, 21, OTHER_BLOCK, 5)))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("burn_index", 0).containsEntry("contradicts", false));
        assertThat(rows("payments")).isEqualTo(2);
    }

    @Test
    void whatIsNewInABlockThatHoldsSomethingIsRecorded() {
        record(burn(0, 11, BLOCK, 5));

        assertThat(record(burn(0, 11, BLOCK, 5), rejected(1, 12, BLOCK), burn(2, 13, BLOCK, 7)))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("burn_index", 0).containsEntry("contradicts", false));
        assertThat(rows("payments")).isEqualTo(2);
        assertThat(rows("rejected_events")).isOne();
    }

    @Test
    void aTransactionWithEventsForBothTablesIsRecorded() {
        assertThat(record(burn(0, 11, BLOCK, 5), rejected(1, 12, BLOCK))).isEmpty();

        assertThat(rows("payments")).isOne();
        assertThat(rows("rejected_events")).isOne();
    }

    private void assertLeftAlone(WatchedEvent... events) {
        long payments = rows("payments");
        long rejected = rows("rejected_events");

        assertThat(record(events)).hasSize(events.length).allSatisfy(row -> assertThat(row)
                .containsEntry("contradicts", true));

        assertThat(rows("payments")).isEqualTo(payments);
        assertThat(rows("rejected_events")).isEqualTo(rejected);
    }

    private List<Map<String, Object>> record(WatchedEvent... events) {
        return database.sql()
                .sql(SqlFile.read("record"))
                .params(new RecordColumns().ofEvents(List.of(events)))
                .param("cursor_id", "payment-poller")
                .query()
                .listOfRows();
    }

    private long rows(String table) {
        return database.sql()
                .sql("SELECT count(*) FROM " + table)
                .query(Long.class)
                .single();
    }

    private static Burn burn(int burnIndex, long logIndex, long block, long amount) {
        return new Burn(
                position(burnIndex, logIndex, block),
                "0x" + "c0".repeat(20),
                BigInteger.valueOf(amount),
                "0x" + "d1".repeat(32),
                Instant.EPOCH);
    }

    private static RejectedEvent rejected(int burnIndex, long logIndex, long block) {
        return new RejectedEvent(position(burnIndex, logIndex, block), "its amount is zero", "{}");
    }

    private static EventPosition position(int burnIndex, long logIndex, long block) {
        return new EventPosition(TX, burnIndex, logIndex, block, "0x" + "%064x".formatted(block));
    }
}
