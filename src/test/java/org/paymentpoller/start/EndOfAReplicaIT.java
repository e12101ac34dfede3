package org.paymentpoller.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.ChainComparison;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.ReplicaProcess;
import org.paymentpoller.fixture.TestDatabase;

/** How a process ends by a signal, whatever it is at, and what it leaves behind. */
@Tag("postgres")
class EndOfAReplicaIT {

    private static final String DIGEST = "0x" + "ab".repeat(32);
    /** 30 are promised, and the process itself sees to it after 28; the rest is for a machine that stands still meanwhile. */
    private static final int PATIENCE_SECONDS = 45;

    private static final int SIGINT = 2;

    private static AnvilNode node;

    private BurnContract contract;
    private TestDatabase database;
    private NodeProxy proxy;

    @BeforeAll
    static void startChain() {
        node = AnvilNode.start();
    }

    @AfterAll
    static void endChain() {
        node.close();
    }

    @BeforeEach
    void startServers() {
        contract = BurnContract.deploy(node);
        contract.burnMany(3, BigInteger.TEN);
        contract.burn(1, BigInteger.ONE, DIGEST);
        database = PostgresServer.shared().createDatabase();
        proxy = NodeProxy.to(node);
    }

    @AfterEach
    void endServers() {
        proxy.close();
        database.close();
    }

    @Test
    void signalsDuringASlowPollLetItCommitAndThenCloseThePool() {
        proxy.onCall("eth_getLogs").answer(Answer.hang());
        Map<String, String> environment = patientEnvironment();
        environment.put("LOGGING_LEVEL_COM_ZAXXER_HIKARI", "info");
        try (ReplicaProcess replica = ReplicaProcess.start(environment)) {
            soon().until(() -> proxy.heldBack() == 1);
            replica.signal("TERM");
            replica.signal(interrupt());
            soon().until(() -> replica.said("is shutting down"));
            replica.signal("TERM");
            replica.signal(interrupt());
            proxy.heal();
            requireEnd(replica);
            assertThat(cursor()).isEqualTo(node.head());
            assertThat(indexOf(replica, "Window ")).isLessThan(indexOf(replica, "Shutdown initiated"));
        }
    }

    @Test
    void anInterruptDuringAPollThatHangsRollsItBack() {
        proxy.onCall("eth_getLogs").answer(Answer.hang());
        try (ReplicaProcess replica = start(Map.of())) {
            soon().until(() -> proxy.heldBack() == 1);
            replica.signal(interrupt());
            requireEnd(replica);
            assertThat(cursor()).isEqualTo(-1);
        }
    }

    @Test
    void aSignalInALongBacklogTakesEffectAfterTheWindowInFlight() {
        node.mine(400);
        // However fast the machine is, the backlog takes 20 s.
        proxy.onCall("eth_getLogs").answer(Answer.late(Duration.ofMillis(50)));
        try (ReplicaProcess replica = start(Map.of("POLLER_MAX_BLOCK_RANGE", "1"))) {
            soon().ignoreExceptions().until(() -> cursor() >= 5);
            replica.signal("TERM");
            requireEnd(replica);
            assertThat(cursor()).isLessThan(node.head());
        }
    }

    @Test
    void aSignalWhileAnotherSessionHoldsTheCursorRowForMinutesIsNotHeldUp() throws SQLException {
        try (ReplicaProcess replica = start(Map.of())) {
            soon().until(() -> replica.said("Window "));
            try (Connection operator = database.dataSource().getConnection();
                    Statement statement = operator.createStatement()) {
                operator.setAutoCommit(false);
                statement.executeUpdate("UPDATE block_cursors SET updated_at = now()");
                soon().until(() -> sessionsWaiting() == 1);
                replica.signal("TERM");
                requireEnd(replica);
                operator.rollback();
            }
        }
    }

    @Test
    void aSignalDuringTheStartIsNotHeldUpEvenByALockedTable() throws SQLException {
        try (ReplicaProcess early = start(Map.of())) {
            soon().until(() -> early.said("Starting PaymentPollerApplication"));
            early.signal(interrupt());
            early.signal("TERM");
            assertThat(early.exitCode(PATIENCE_SECONDS)).isIn(0, 143);
        }
        try (ReplicaProcess made = start(Map.of())) {
            soon().until(() -> made.said("Window "));
            made.signal("TERM");
            requireEnd(made);
        }
        try (Connection operator = database.dataSource().getConnection();
                Statement statement = operator.createStatement();
                ReplicaProcess late = start(Map.of())) {
            operator.setAutoCommit(false);
            statement.execute("LOCK TABLE block_cursors IN ACCESS EXCLUSIVE MODE");
            soon().until(() -> sessionsWaiting() == 1);
            late.signal("TERM");
            assertThat(late.exitCode(PATIENCE_SECONDS)).as(late.tail()).isIn(0, 143);
            operator.rollback();
        }
    }

    @Test
    void aKillInMidWindowLeavesNothingOfItAndFreesTheRowForAnotherReplica() throws Exception {
        proxy.onCall("eth_getLogs").answer(Answer.hang());
        try (ReplicaProcess killed = ReplicaProcess.start(patientEnvironment());
                Replica other = Replica.on(database, node.url().toString(), contract)
                        .with("camel.main.auto-startup", "false")
                        .start()) {
            soon().until(() -> proxy.heldBack() >= 1);
            other.camel().getRouteController().startAllRoutes();
            soon().until(() -> sessionsWaiting() == 1);
            killed.signal("KILL");
            // Long before any limit of the killed one's session would end it.
            await().atMost(Duration.ofSeconds(30)).until(() -> cursor() == node.head());
            ChainComparison.requireExactly(database, contract, node.head());
            assertThat(killed.said("Window ")).isFalse();
        }
    }

    @Test
    void aKillAtTheCommitLosesAndDoublesNothing() throws SQLException {
        try (ReplicaProcess killed = start(Map.of());
                Connection gate = database.dataSource().getConnection();
                Statement statement = gate.createStatement()) {
            soon().until(() -> killed.said("Window "));
            statement.execute("SELECT pg_advisory_lock(42)");
            statement.execute("""
                    CREATE FUNCTION wait_at_commit() RETURNS TRIGGER LANGUAGE plpgsql AS
                        $$ BEGIN PERFORM pg_advisory_xact_lock_shared(42); RETURN NULL; END $$;
                    CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON payments DEFERRABLE INITIALLY DEFERRED
                        FOR EACH ROW EXECUTE FUNCTION wait_at_commit()
                    """);
            contract.burnMany(5, BigInteger.TEN);
            soon().until(() -> sessionsWaiting() == 1);
            killed.signal("KILL");
            assertThat(killed.exitCode(PATIENCE_SECONDS)).isEqualTo(137);
            contract.burn(1, BigInteger.ONE, DIGEST);
            statement.execute("SELECT pg_advisory_unlock(42)");
        }
        try (Replica other =
                Replica.on(database, node.url().toString(), contract).start()) {
            soon().until(() -> cursor() == node.head());
            ChainComparison.requireExactly(database, contract, node.head());
        }
    }

    /** A shell lets its background jobs ignore SIGINT, and they hand that on to their own processes, the JVM's among them. */
    private static String interrupt() {
        try {
            boolean isIgnored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(mask -> (mask & 1L << (SIGINT - 1)) != 0);
            return isIgnored ? "TERM" : "INT";
        } catch (IOException e) {
            return "INT";
        }
    }

    /** For a process that is held in a question while others are waited for. */
    private Map<String, String> patientEnvironment() {
        return new LinkedHashMap<>(
                Replica.on(database, proxy.url().toString(), contract).patient().asEnvironment());
    }

    private ReplicaProcess start(Map<String, String> changes) {
        Map<String, String> environment = new LinkedHashMap<>(
                Replica.on(database, proxy.url().toString(), contract).asEnvironment());
        environment.putAll(changes);
        return ReplicaProcess.start(environment);
    }

    /** The end that every signal must come to: in time, by the book, said once, and without a trace of half a window. */
    private void requireEnd(ReplicaProcess replica) {
        assertThat(replica.exitCode(PATIENCE_SECONDS)).as(replica.tail()).isIn(0, 143);
        assertThat(replica.lines().stream().filter(line -> line.contains("is shutting down")))
                .as(replica.tail())
                .hasSize(1);
        assertThat(replica.lines())
                .filteredOn(line -> line.contains("Exception") || line.startsWith("\tat org.paymentpoller"))
                .isEmpty();
        // The server looks every second whether a waiting session's client is there.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(sessions()).isEmpty());
        // An empty range for a cursor at -1.
        ChainComparison.requireExactly(database, contract, Math.max(0, cursor()));
    }

    private static int indexOf(ReplicaProcess replica, String text) {
        List<String> lines = replica.lines();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        throw new AssertionError("no line with " + text + ":\n" + replica.tail());
    }

    private long cursor() {
        return database.sql()
                .sql("SELECT last_processed_block FROM block_cursors")
                .query(Long.class)
                .single();
    }

    private List<String> sessions() {
        return database.sql()
                .sql("SELECT state || ': ' || query FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND application_name LIKE 'payment-poller%'")
                .query(String.class)
                .list();
    }

    private long sessionsWaiting() {
        return database.sql()
                .sql("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                .query(Long.class)
                .single();
    }

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofMinutes(2));
    }
}
