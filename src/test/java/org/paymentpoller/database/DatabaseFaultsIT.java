package org.paymentpoller.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.paymentpoller.database.FaultyDatabase.notBegun;
import static org.paymentpoller.database.FaultyDatabase.rolledBack;
import static org.paymentpoller.database.FaultyDatabase.soon;
import static org.paymentpoller.database.FaultyDatabase.unknown;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.Replica;

/** What befalls a replica while the database server itself stands: it is told, it heals by itself, and nothing is lost. */
@Tag("postgres")
class DatabaseFaultsIT {

    private static final String LOST = "the connection to the database was lost: ";
    private static final String UNREACHABLE = "the database cannot be reached: ";

    /** The pool may have given out another connection that was cut. */
    private static final String LOST_OR_UNREACHABLE = "(" + LOST + "|" + UNREACHABLE + ")";

    private static FaultyDatabase faulty;

    @BeforeAll
    static void startReplica() {
        faulty = FaultyDatabase.on(PostgresServer.shared());
    }

    @AfterAll
    static void end() throws Exception {
        faulty.close();
    }

    @BeforeEach
    void begin() {
        letInserts();
        faulty.begin();
    }

    @Test
    void aConnectionIsCutInMidWindow() {
        faulty.openWindow();
        faulty.wire().refuse(true);
        faulty.wire().cutAll();
        faulty.node().release();
        faulty.awaitTold(UNREACHABLE);
        assertThat(faulty.health().status("/readiness")).isEqualTo(503);
        assertThat(faulty.health().status("/liveness")).isEqualTo(200);
        faulty.wire().refuse(false);
        faulty.requireHealed();
        faulty.requireOnlyWarnings(rolledBack(LOST), notBegun(LOST_OR_UNREACHABLE));
    }

    @Test
    void aConnectionIsCutInACommitThatTookEffect() throws Exception {
        long payments = faulty.watched().payments();
        try (CommitGate gate = CommitGate.shut(faulty.database())) {
            faulty.watched().burn();
            gate.awaitCommit();
            faulty.wire().stallAnswers(true);
        }
        soon().until(() -> faulty.watched().payments() == payments + 1);
        faulty.wire().refuse(true);
        faulty.wire().cutAll();
        faulty.awaitTold(UNREACHABLE);
        faulty.wire().stallAnswers(false);
        faulty.wire().refuse(false);
        faulty.requireHealed();
        faulty.requireOnlyWarnings(unknown(LOST), notBegun(LOST_OR_UNREACHABLE));
    }

    @Test
    void aConnectionIsCutInACommitThatTookNoEffect() throws Exception {
        long payments = faulty.watched().payments();
        try (CommitGate gate = CommitGate.shut(faulty.database())) {
            faulty.watched().burn();
            int session = gate.awaitCommit();
            faulty.wire().stallAnswers(true);
            faulty.database()
                    .sql()
                    .sql("SELECT pg_terminate_backend(?, 5000)")
                    .param(session)
                    .query(Boolean.class)
                    .single();
            faulty.wire().refuse(true);
            faulty.wire().cutAll();
        }
        faulty.awaitTold(UNREACHABLE);
        assertThat(faulty.watched().payments()).isEqualTo(payments);
        faulty.wire().stallAnswers(false);
        faulty.wire().refuse(false);
        faulty.requireHealed();
        faulty.requireOnlyWarnings(unknown(LOST), notBegun(LOST_OR_UNREACHABLE));
    }

    @Test
    void connectionsThatAreCutBetweenTwoPollsDisturbNone() throws Exception {
        RouteController routes = faulty.replica().camel().getRouteController();
        routes.suspendRoute("payment-poller");
        takeAllConnections().forEach(DatabaseFaultsIT::giveBack);
        faulty.wire().cutAll();
        faulty.watched().burn();
        // The pool trusts a connection that was in use a moment ago.
        await().pollDelay(Duration.ofMillis(700)).until(() -> true);
        routes.resumeRoute("payment-poller");
        faulty.requireHealed();
        faulty.requireOnlyWarnings();
    }

    @Test
    void thePoolIsExhausted() {
        List<Connection> taken = takeAllConnections();
        faulty.watched().burn();
        String reason = "no connection to the database could be had in time: ";
        faulty.awaitTold(reason);
        taken.forEach(DatabaseFaultsIT::giveBack);
        faulty.requireHealed();
        faulty.requireOnlyWarnings(notBegun(reason + ".*active=5"));
    }

    @Test
    void someonesSessionHoldsTheCursorRowForMinutes() throws Exception {
        String reason = "the cursor row is held by session ";
        try (Connection psql = faulty.database().dataSource().getConnection();
                Statement statement = psql.createStatement()) {
            statement.execute("SET application_name = 'psql'");
            psql.setAutoCommit(false);
            statement.executeQuery("SELECT 1 FROM block_cursors FOR UPDATE").close();
            faulty.watched().burn();
            faulty.awaitTold(reason);
            assertThat(faulty.health().reason()).contains(", psql, idle in transaction since 20");
            psql.rollback();
        }
        faulty.requireHealed();
        faulty.requireOnlyWarnings(notBegun(reason));
    }

    @Test
    void someonesSessionLocksATableOfTheWindow() throws Exception {
        String reason = "a lock in the database is held by another session: ";
        try (Connection psql = faulty.database().dataSource().getConnection();
                Statement statement = psql.createStatement()) {
            psql.setAutoCommit(false);
            statement.execute("LOCK TABLE payments IN ACCESS EXCLUSIVE MODE");
            faulty.watched().burn();
            faulty.awaitTold(reason);
            psql.rollback();
        }
        faulty.requireHealed();
        faulty.requireOnlyWarnings(rolledBack(reason));
    }

    @Test
    void theCursorRowIsDeletedByHand() {
        faulty.watched().burn();
        faulty.requireHealed();
        faulty.history().beginAnewWithoutCursor();
        faulty.requireHealed();
        faulty.requireOnlyWarnings(
                "WARN Cursor payment-poller was deleted; it is made again and the chain is read from block 0");
    }

    @Test
    void theCursorRowIsDeletedByHandWhileAPollWaitsForIt() throws Exception {
        try (Connection psql = faulty.database().dataSource().getConnection();
                Statement statement = psql.createStatement()) {
            psql.setAutoCommit(false);
            statement.execute("DELETE FROM block_cursors; DELETE FROM cursor_history");
            faulty.watched().burn();
            soon().until(() -> faulty.watched()
                            .number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND datname = current_database() AND query LIKE '%FOR UPDATE%'")
                    == 1);
            psql.commit();
        }
        faulty.requireHealed();
        faulty.requireOnlyWarnings(
                "WARN Cursor payment-poller was deleted; it is made again and the chain is read from block 0");
    }

    @Test
    void theDiskIsFull() {
        String reason = "the database's disk is full: ";
        failInserts("RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'");
        faulty.watched().burn();
        faulty.awaitTold(reason);
        letInserts();
        faulty.requireHealed();
        faulty.requireOnlyWarnings(rolledBack(reason));
    }

    @Test
    void aStatementTakesTooLong() {
        String reason = "the database cancelled a statement, for its timeout or by hand: ";
        failInserts("PERFORM pg_sleep(60)");
        faulty.watched().burn();
        faulty.awaitTold(reason);
        letInserts();
        faulty.requireHealed();
        faulty.requireOnlyWarnings(rolledBack(reason));
    }

    @Test
    void aPartitionInMidWindowHoldsTheRowNoLongerThanTheLimit() {
        try (Replica other = faulty.settings(faulty.watched().proxy())
                .with("camel.main.auto-startup", "false")
                .start()) {
            faulty.openWindow();
            faulty.wire().stall(true);
            faulty.node().release();
            startRoutes(other);
            // Less than the default of the limit.
            await().atMost(Duration.ofSeconds(28))
                    .until(() ->
                            faulty.watched().cursor() == faulty.watched().node().head());
            soon().until(() -> faulty.secondsIdleInTransaction() < 1);
        }
        faulty.watched().burn();
        faulty.awaitTold(UNREACHABLE);
        faulty.wire().stall(false);
        faulty.requireHealed();
        faulty.requireOnlyWarnings(rolledBack(LOST), notBegun(""));
    }

    @Test
    void aSessionThatTheServerEndedForItsSilenceIsToldAsThat() {
        faulty.openWindow();
        faulty.wire().stall(true);
        faulty.node().release();
        soon().until(() -> faulty.secondsIdleInTransaction() > 1);
        soon().until(() -> faulty.secondsIdleInTransaction() == 0);
        faulty.wire().stall(false);
        faulty.requireHealed();
        faulty.requireOnlyWarnings(rolledBack("the database ended a session that was idle in its transaction: "));
    }

    private static void startRoutes(Replica replica) {
        try {
            replica.camel().getRouteController().startAllRoutes();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What a route of an operator's own could do. */
    private static List<Connection> takeAllConnections() {
        DataSource pool = faulty.replica().bean(DataSource.class);
        List<Connection> taken = new ArrayList<>();
        await().ignoreExceptions().until(() -> {
            taken.add(pool.getConnection());
            return taken.size() == 5;
        });
        return taken;
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void failInserts(String fault) {
        faulty.database().sql().sql("""
                        CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s; RETURN NEW; END $$;
                        CREATE TRIGGER fault BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION fault();
                        """.formatted(fault)).update();
    }

    private static void letInserts() {
        faulty.database()
                .sql()
                .sql("DROP TRIGGER IF EXISTS fault ON payments; DROP FUNCTION IF EXISTS fault()")
                .update();
    }
}
