package org.paymentpoller.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.paymentpoller.database.FaultyDatabase.notBegun;
import static org.paymentpoller.database.FaultyDatabase.rolledBack;
import static org.paymentpoller.database.FaultyDatabase.soon;
import static org.paymentpoller.database.FaultyDatabase.unknown;

import java.math.BigInteger;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.ChainComparison;
import org.paymentpoller.fixture.EmbeddedPostgresServer;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.PostgresServer.Durability;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.SmallDisk;
import org.paymentpoller.fixture.TestDatabase;
import org.paymentpoller.fixture.Watched;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What befalls a replica when its database server ends, dies, hands over or has no room left. */
class DatabaseServerIT {

    private static final String GONE = "(the connection to the database was lost|the database ended the session): ";
    private static final String UNREACHABLE = "the database (cannot be reached|is starting or stopping): ";
    private static final String READ_ONLY = "the database is read-only: ";

    private static EmbeddedPostgresServer server;
    private static FaultyDatabase faulty;

    @BeforeAll
    static void startReplica() {
        server = PostgresServer.embedded(Durability.SAFE);
        faulty = FaultyDatabase.on(server);
    }

    @AfterAll
    static void end() throws Exception {
        faulty.close();
        server.close();
    }

    @BeforeEach
    void begin() {
        faulty.begin();
    }

    @Test
    void theServerIsRestartedInMidWindow() {
        faulty.openWindow();
        server.stop();
        faulty.node().release();
        faulty.awaitTold("the database cannot be reached: ");
        assertThat(faulty.health().status("/readiness")).isEqualTo(503);
        server.start();
        faulty.requireHealed();
        faulty.requireOnlyWarnings(rolledBack(GONE), notBegun("(" + GONE + "|" + UNREACHABLE + ")"));
    }

    @Test
    void theServerIsKilledInMidWindow() {
        faulty.openWindow();
        server.kill();
        faulty.node().release();
        faulty.awaitTold("the database cannot be reached: ");
        server.start();
        faulty.requireHealed();
        faulty.requireOnlyWarnings(rolledBack(GONE), notBegun("(" + GONE + "|" + UNREACHABLE + ")"));
    }

    @Test
    void theServerIsKilledInACommit() throws Exception {
        try (CommitGate gate = CommitGate.shut(faulty.database())) {
            faulty.watched().burn();
            gate.awaitCommit();
            server.kill();
        }
        faulty.awaitTold("the database cannot be reached: ");
        server.start();
        faulty.requireHealed();
        faulty.requireOnlyWarnings(unknown(GONE), notBegun("(" + GONE + "|" + UNREACHABLE + ")"));
    }

    @Test
    void theAddressLeadsToAReadOnlyStandbyAndBack() {
        try (EmbeddedPostgresServer standby = server.standby()) {
            TestDatabase copy = standby.database(faulty.database().name());
            faulty.wire().moveTo(standby);
            faulty.wire().cutAll();
            faulty.watched().burn();
            faulty.awaitTold(READ_ONLY);
            // Each failure closes the pool's connection, and another one is made.
            soon().until(() -> sessionsAt(copy) > 0);
            faulty.wire().moveTo(server);
            faulty.requireHealed();
            soon().until(() -> sessionsAt(copy) == 0);
            requireReadOnlyIsTold();
        }
    }

    @Test
    void theDatabaseTakesNoWritesForAWhile() {
        alterDatabase("SET default_transaction_read_only = on");
        try {
            faulty.wire().cutAll();
            faulty.watched().burn();
            faulty.awaitTold(READ_ONLY);
        } finally {
            alterDatabase("RESET default_transaction_read_only");
        }
        faulty.requireHealed();
        requireReadOnlyIsTold();
    }

    @Test
    void thePrimaryDiesAndAStandbyThatLacksItsLastCommitsIsPromoted() throws Exception {
        try (EmbeddedPostgresServer primary = PostgresServer.embedded(Durability.SAFE);
                Watched watched = Watched.startOn(primary);
                EmbeddedPostgresServer standby = primary.standby()) {
            watched.burn();
            Replica.Settings settings = watched.replicaBy(watched.proxy())
                    .with(
                            "spring.datasource.url",
                            "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/%s?targetServerType=primary"
                                    .formatted(
                                            primary.port(),
                                            standby.port(),
                                            watched.database().name()));
            try (Replica replica = settings.start()) {
                watched.awaitAllRecorded();
                TestDatabase promoted = standby.database(watched.database().name());
                stopFollowing(promoted, watched.cursor());
                watched.burn();
                watched.awaitAllRecorded();
                primary.kill();
                watched.burn();
                long head = watched.node().head();
                assertThat(cursorIn(promoted)).isEqualTo(head - 2);
                standby.promote();
                soon().until(() -> cursorIn(promoted) == head);
                ChainComparison.requireExactly(promoted, watched.contract(), head);
                assertThat(JdbcClient.create(replica.bean(DataSource.class))
                                .sql("SELECT inet_server_port()")
                                .query(Integer.class)
                                .single())
                        .isEqualTo(standby.port());
            }
            primary.start();
        }
    }

    @Test
    void theDiskIsFull() {
        Optional<SmallDisk> mounted = SmallDisk.mount();
        assumeTrue(mounted.isPresent(), "mounting a small disk is not allowed here");
        try (SmallDisk disk = mounted.orElseThrow()) {
            execute("CREATE TABLESPACE small LOCATION '" + disk.folder() + "'");
            execute("ALTER TABLE payments SET TABLESPACE small");
            try {
                disk.fill();
                faulty.watched().contract().burnMany(200, BigInteger.ONE);
                faulty.awaitTold("the database's disk is full: ERROR: could not extend file");
                disk.empty();
                faulty.requireHealed();
            } finally {
                disk.empty();
                execute("ALTER TABLE payments SET TABLESPACE pg_default");
                execute("DROP TABLESPACE small");
            }
        }
        faulty.requireOnlyWarnings(rolledBack("the database's disk is full: "));
    }

    /** From here on the standby has what was recorded up to this block, and hears of nothing more. */
    private static void stopFollowing(TestDatabase standby, long block) {
        soon().until(() -> cursorIn(standby) == block);
        standby.sql().sql("ALTER SYSTEM SET primary_conninfo = ''").update();
        standby.sql().sql("SELECT pg_reload_conf()").query(Boolean.class).single();
        soon().until(() -> standby.sql()
                .sql("SELECT count(*) FROM pg_stat_wal_receiver")
                .query(Integer.class)
                .single()
                .equals(0));
    }

    private static long cursorIn(TestDatabase database) {
        return database.sql()
                .sql("SELECT last_processed_block FROM block_cursors")
                .query(Long.class)
                .single();
    }

    private static void execute(String statement) {
        faulty.database().sql().sql(statement).update();
    }

    /** Counts for sessions that begin later. */
    private static void alterDatabase(String change) {
        server.database("postgres")
                .sql()
                .sql("ALTER DATABASE " + faulty.database().name() + " " + change)
                .update();
    }

    private static int sessionsAt(TestDatabase database) {
        return database.sql()
                .sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'payment-poller'")
                .query(Integer.class)
                .single();
    }

    /** A cut connection that had been idle for a while is replaced without a word, and one that a poll has is told too. */
    private void requireReadOnlyIsTold() {
        faulty.requireOnlyWarnings(
                notBegun(READ_ONLY), "(" + notBegun(READ_ONLY) + "|" + rolledBackOrNotBegun(GONE) + ")");
    }

    private static String rolledBackOrNotBegun(String reason) {
        return "(" + rolledBack(reason) + "|" + notBegun(reason) + ")";
    }
}
