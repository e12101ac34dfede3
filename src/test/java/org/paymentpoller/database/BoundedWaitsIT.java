package org.paymentpoller.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.ChainComparison;
import org.paymentpoller.fixture.LogLines;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A poll waits for nothing without end, and not beside another poll of its own replica. */
@Tag("postgres")
class BoundedWaitsIT {

    private static final String DIGEST = "0x" + "ab".repeat(32);

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
    void everyConnectionOfThePoolHasItsSettingsAndAStartBlockOfTheFutureIsWaitedFor() throws SQLException {
        long start = node.head() + 3;
        try (Replica replica = Replica.on(database, node.url().toString(), contract)
                .with("poller.start-block", String.valueOf(start))
                .start()) {
            DataSource pool = replica.bean(DataSource.class);
            Map.of(
                            "lock_timeout", "25s",
                            "statement_timeout", "30s",
                            "idle_in_transaction_session_timeout", "30s",
                            "transaction_isolation", "read committed",
                            "client_connection_check_interval", "1s",
                            "jit", "off",
                            "application_name", "payment-poller")
                    .forEach((setting, value) -> assertThat(JdbcClient.create(pool)
                                    .sql("SHOW " + setting)
                                    .query(String.class)
                                    .single())
                            .as(setting)
                            .isEqualTo(value));
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
                assertThat(connection.getNetworkTimeout()).isEqualTo(40_000);
            }
            WatchStatus status = replica.bean(WatchStatus.class);
            soon().until(() -> status.now().state() == WatchState.WAITING_FOR_START_BLOCK);
            contract.burn(0, BigInteger.ONE, DIGEST);
            node.mine(1);
            contract.burn(0, BigInteger.TWO, DIGEST);
            soon().until(() -> cursor() == start);
            // Told after the commit.
            soon().until(() -> status.now().state() == WatchState.POLLING);
            assertThat(database.sql()
                            .sql("SELECT amount FROM payments")
                            .query(BigInteger.class)
                            .list())
                    .containsExactly(BigInteger.TWO);
        }
    }

    @Test
    void aRowThatIsHeldLongerThanTheLockTimeoutEndsOneTickWithOneLine() throws SQLException {
        try (NodeProxy proxy = NodeProxy.to(node);
                Replica replica = Replica.on(database, proxy.url().toString(), contract)
                        .with("poller.interval", "50ms")
                        .with("poller.node.window-budget", "9s")
                        .with("poller.database.lock-timeout", "10s")
                        .start();
                LogLines lines = LogLines.ofEveryone()) {
            soon().until(() -> cursor() == node.head());
            try (Connection operator = database.dataSource().getConnection();
                    Statement statement = operator.createStatement()) {
                operator.setAutoCommit(false);
                statement.executeQuery("SELECT 1 FROM block_cursors FOR UPDATE").close();
                soon().until(() -> lines.soFar().stream().anyMatch(BoundedWaitsIT::saysThatTheRowIsHeld));
                operator.rollback();
            }
            contract.burn(0, BigInteger.ONE, DIGEST);
            soon().until(() -> cursor() == node.head());
            assertThat(lines.soFar())
                    .filteredOn(
                            line -> saysThatTheRowIsHeld(line) || line.startsWith("WARN") || line.startsWith("ERROR"))
                    .singleElement()
                    .asString()
                    .startsWith("INFO ");
            proxy.onRequest().answer(Answer.late(Duration.ofMillis(150)));
            soon().until(() -> proxy.heldBack() == 1);
            await().pollInterval(Duration.ofMillis(5))
                    .during(Duration.ofSeconds(2))
                    .until(() -> proxy.heldBack() <= 1);
            proxy.heal();
            ChainComparison.requireExactly(database, contract, cursor());
        }
    }

    private static boolean saysThatTheRowIsHeld(String line) {
        return line.contains("is held by another replica or session");
    }

    private long cursor() {
        return database.sql()
                .sql("SELECT last_processed_block FROM block_cursors")
                .query(Long.class)
                .single();
    }

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofMinutes(1));
    }
}
