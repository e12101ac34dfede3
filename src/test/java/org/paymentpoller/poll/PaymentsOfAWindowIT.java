package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.ChainComparison;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.TestDatabase;

/** What one replica makes of the burns on a chain. */
@Tag("postgres")
class PaymentsOfAWindowIT {

    private static final String DIGEST = "0x" + "ab".repeat(32);
    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    private static AnvilNode node;

    private BurnContract contract;
    private TestDatabase database;

    @BeforeAll
    static void startChain() {
        node = AnvilNode.start();
    }

    @AfterAll
    static void endChain() {
        node.close();
    }

    @BeforeEach
    void deploy() {
        contract = BurnContract.deploy(node);
        database = PostgresServer.shared().createDatabase();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void everyBurnIsAPaymentWhateverItsAmountAndNumberInATransaction() {
        contract.burn(0, BigInteger.ONE, DIGEST);
        contract.burn(1, LARGEST, DIGEST);
        contract.burnMany(2, BigInteger.TEN);
        contract.burnMany(50, BigInteger.TEN);
        contract.burn(0, BigInteger.ZERO, DIGEST);
        contract.burnAs(node.accounts().get(3), BigInteger.TWO, DIGEST, BigInteger.valueOf(9_224_318_015_999L));
        contract.burnAs(node.accounts().get(3), BigInteger.TWO, DIGEST, BigInteger.valueOf(9_224_318_016_000L));
        contract.burnAs(node.accounts().get(3), BigInteger.TWO, DIGEST, LARGEST);
        try (Replica replica =
                Replica.on(database, node.url().toString(), contract).start()) {
            awaitCursorAt(node.head());
        }
        ChainComparison.requireExactly(database, contract, node.head());
        assertThat(count("payments")).isEqualTo(1 + 1 + 2 + 50 + 1);
        assertThat(database.sql()
                        .sql("SELECT reason FROM rejected_events ORDER BY block_number")
                        .query(String.class)
                        .list())
                .hasSize(3)
                .first()
                .isEqualTo("its amount is zero");
    }

    @Test
    void aLogThatIsNoPaymentIsKeptWithItsReasonAndTheCursorMovesOn() {
        String topic0 = BurnContract.TOPIC0;
        String account = "0x" + "0".repeat(24) + "1234567890123456789012345678901234567890";
        String dirty = "0x01" + account.substring(4);
        String data = "0x" + "0".repeat(63) + "1" + "0".repeat(63) + "1";
        contract.emitRaw(List.of(topic0), data);
        contract.emitRaw(List.of(topic0, account, DIGEST, DIGEST), data);
        contract.emitRaw(List.of(topic0, account, DIGEST), "0x");
        contract.emitRaw(List.of(topic0, account, DIGEST), data + "00");
        contract.emitRaw(List.of(topic0, dirty, DIGEST), data);
        contract.emitRaw(List.of(topic0, account, DIGEST), data);
        contract.emitRaw(List.of(DIGEST), data);
        try (Replica replica =
                Replica.on(database, node.url().toString(), contract).start()) {
            awaitCursorAt(node.head());
        }
        List<Map<String, Object>> rejected = database.sql()
                .sql("SELECT reason, raw ->> 'data' AS data FROM rejected_events ORDER BY block_number")
                .query()
                .listOfRows();
        assertThat(rejected)
                .extracting(row -> row.get("reason"))
                .containsExactly(
                        "it has 1 topics, not 3",
                        "it has 4 topics, not 3",
                        "its data has 0 bytes, not 64",
                        "its data has 65 bytes, not 64",
                        "its account topic is no address: the high bytes are not zero");
        assertThat(rejected.get(3).get("data")).isEqualTo(data + "00");
        assertThat(count("payments")).isEqualTo(1);
    }

    @Test
    void aWindowOfKnownBurnsDoesNotMakeTheNextWindowsBurnsKnown() {
        contract.burn(0, BigInteger.ONE, DIGEST);
        Replica.Settings settings =
                Replica.on(database, node.url().toString(), contract).with("poller.max-block-range", "1");
        try (Replica replica = settings.start()) {
            awaitCursorAt(node.head());
        }
        long known = node.head();
        contract.burn(1, BigInteger.TWO, DIGEST);
        contract.burn(2, BigInteger.TEN, DIGEST);
        database.sql()
                .sql("UPDATE block_cursors SET last_processed_block = :block")
                .param("block", known - 1)
                .update();
        try (Replica replica = settings.with("poller.interval", "1h").start()) {
            awaitCursorAt(node.head());
        }
        ChainComparison.requireExactly(database, contract, node.head());
    }

    private void awaitCursorAt(long block) {
        await().untilAsserted(() -> assertThat(database.sql()
                        .sql("SELECT last_processed_block FROM block_cursors")
                        .query(Long.class)
                        .single())
                .isEqualTo(block));
    }

    private long count(String table) {
        return database.sql()
                .sql("SELECT count(*) FROM " + table)
                .query(Long.class)
                .single();
    }
}
