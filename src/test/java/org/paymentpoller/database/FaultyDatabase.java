package org.paymentpoller.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.ChainComparison;
import org.paymentpoller.fixture.CursorHistory;
import org.paymentpoller.fixture.LogLines;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.ReplicaHealth;
import org.paymentpoller.fixture.TcpProxy;
import org.paymentpoller.fixture.TestDatabase;
import org.paymentpoller.fixture.Watched;

/** A replica with short waits whose way to its database can be disturbed, and what must hold after every disturbance. */
final class FaultyDatabase implements AutoCloseable {

    /** The longest silence in a transaction. */
    static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(8);

    /** The 20 s that are promised are those of a machine that is not overloaded. */
    private static final Duration AFTER_HEALING = Duration.ofMinutes(1);

    private final Watched watched;
    private final NodeProxy node;
    private final TcpProxy wire;
    private final CursorHistory history;
    private final Replica replica;
    private final ReplicaHealth health;
    private LogLines log = LogLines.ofEveryone();

    private FaultyDatabase(PostgresServer server) {
        watched = Watched.startOn(server);
        node = watched.proxy();
        wire = TcpProxy.to(server);
        watched.migrate();
        history = CursorHistory.begin(watched);
        CommitGate.prepare(watched.database());
        replica = watched.start(settings(node)
                .with("spring.datasource.url", watched.database().jdbcUrlThrough("127.0.0.1", wire.port())));
        health = ReplicaHealth.of(replica);
    }

    static FaultyDatabase on(PostgresServer server) {
        return new FaultyDatabase(server);
    }

    /** A replica that goes to the database by no detour. */
    Replica.Settings settings(NodeProxy proxy) {
        return watched.replicaBy(proxy)
                .with("spring.datasource.hikari.connection-timeout", "1000")
                .with("poller.node.window-budget", "7s")
                .with("poller.database.lock-timeout", "7500ms")
                .with("poller.database.statement-timeout", "9s")
                .with("poller.database.idle-in-transaction-timeout", IDLE_IN_TRANSACTION.toSeconds() + "s")
                .with("poller.database.socket-timeout", "16s");
    }

    Watched watched() {
        return watched;
    }

    NodeProxy node() {
        return node;
    }

    TcpProxy wire() {
        return wire;
    }

    Replica replica() {
        return replica;
    }

    ReplicaHealth health() {
        return health;
    }

    TestDatabase database() {
        return watched.database();
    }

    CursorHistory history() {
        return history;
    }

    /** Takes all faults away, waits until all is well, and listens to the log from here. */
    void begin() {
        wire.stall(false);
        wire.refuse(false);
        node.heal();
        endSessions();
        // Its window comes after whatever poll meets the ended sessions.
        watched.burn();
        requireHealed();
        log.close();
        log = LogLines.ofEveryone();
    }

    /** A test that failed may have left some where they wait, or where the address no longer leads. */
    private void endSessions() {
        wire.cutAll();
        database().sql().sql("""
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                         WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """).query(Long.class).single();
    }

    /** Burns, and returns when the replica is in the middle of the window, from where {@code node().release()} lets it go on. */
    void openWindow() {
        node.onCall("eth_getLogs").times(1).answer(Answer.hang());
        watched.burn();
        soon().until(() -> node.heldBack() == 1);
    }

    /** Waits until health tells this reason. */
    void awaitTold(String reason) {
        soon().untilAsserted(() -> {
            assertThat(health.reason()).startsWith(reason);
            assertThat(health.state()).isEqualTo("FAILING");
            assertThat(health.status("/watch")).isEqualTo(503);
        });
    }

    /** Requires that soon what the chain has is recorded, without anything lost, doubled or left open. */
    void requireHealed() {
        long head = watched.node().head();
        await().ignoreExceptions()
                .pollInterval(Duration.ofMillis(50))
                .atMost(AFTER_HEALING)
                .until(() -> watched.cursor() == head);
        ChainComparison.requireExactly(database(), watched.contract(), head);
        history.requireOnlyForward();
        soon().untilAsserted(() -> {
            assertThat(health.state()).isEqualTo("POLLING");
            assertThat(health.reason()).isEmpty();
            assertThat(health.status("")).isEqualTo(200);
        });
        soon().until(() -> secondsIdleInTransaction() < 1);
    }

    /** Requires that the log had these warnings since {@link #begin}, each once or more, and none besides. */
    void requireOnlyWarnings(String... patterns) {
        List<String> warnings = log.warnings();
        for (String pattern : patterns) {
            assertThat(warnings).anyMatch(line -> line.matches(pattern));
        }
        assertThat(warnings).allMatch(line -> List.of(patterns).stream().anyMatch(line::matches));
        assertThat(warnings).noneMatch(line -> line.contains("jdbc:") || line.contains("stack trace"));
    }

    /** How long the session has been idle in its transaction that is so for longest; 0 when there is none. */
    double secondsIdleInTransaction() {
        return database().sql().sql("""
                        SELECT COALESCE(max(extract(epoch FROM clock_timestamp() - state_change)), 0)
                          FROM pg_stat_activity
                         WHERE datname = current_database() AND application_name = 'payment-poller'
                           AND state LIKE 'idle in transaction%'
                        """).query(Double.class).single();
    }

    /** A warning of a poll whose window was rolled back. */
    static String rolledBack(String reason) {
        return "WARN Window \\d+ to \\d+ was rolled back; tried again at the next tick: " + reason + ".*";
    }

    /** A warning of a poll that lost its connection in the commit. */
    static String unknown(String reason) {
        return "WARN Window \\d+ to \\d+ was committed or rolled back, as the cursor will tell; tried again at the next"
                + " tick: " + reason + ".*";
    }

    /** A warning of a poll that came to no window. */
    static String notBegun(String reason) {
        return "WARN No window could begin; tried again at the next tick: " + reason + ".*";
    }

    static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofMinutes(1));
    }

    @Override
    public void close() throws Exception {
        log.close();
        watched.close();
        wire.close();
    }
}
