package org.paymentpoller.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.WatchIdentity;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.TestDatabase;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** An operator below limits as the pool's, a twentieth as long, in line for the row behind sessions that work as replicas do. */
@Tag("postgres")
class LockedCursorIT {

    private static final WatchIdentity WATCH =
            new WatchIdentity("payment-poller", Optional.of(1L), "0xcontract", "0xtopic", 0);
    private static final int REPLICAS = 5;
    private static final Duration WINDOW = Duration.ofMillis(700);
    private static final String LIMITS =
            "SELECT current_setting('lock_timeout') || ' ' || current_setting('statement_timeout')";

    private final ExecutorService sessions = Executors.newCachedThreadPool();
    private TestDatabase database;
    private HikariDataSource pool;
    private JdbcClient jdbc;

    @BeforeEach
    void makeTheRow() {
        database = PostgresServer.shared().createDatabase();
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
        database.sql()
                .sql("INSERT INTO block_cursors (id, chain_id, contract_address, topic0, start_block,"
                        + " last_processed_block) VALUES ('payment-poller', 1, '0xcontract', '0xtopic', 0, 7)")
                .update();
        pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(500);
        pool.setConnectionInitSql("SET lock_timeout = 1250; SET statement_timeout = 1500");
        pool.addDataSourceProperty("socketTimeout", "2");
        jdbc = JdbcClient.create(pool);
    }

    @AfterEach
    void end() throws Exception {
        sessions.shutdownNow();
        pool.close();
        database.close();
    }

    @Test
    void anOperatorOutwaitsTheWindowsOfAllReplicas() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        List<Future<?>> polls = new ArrayList<>();
        for (int i = 0; i < REPLICAS; i++) {
            polls.add(sessions.submit(() -> pollUntil(done)));
        }
        awaitWaiters(REPLICAS - 1);
        Pause pause = new Pause(cursor(Duration.ofMinutes(1)), jdbc, new OperationLog(jdbc, WATCH.cursorId()));

        String outcome = pause.pause(operation());

        done.countDown();
        for (Future<?> poll : polls) {
            poll.get();
        }
        assertThat(outcome).isEqualTo("paused at block 7");
        assertThat(database.sql()
                        .sql("SELECT paused FROM block_cursors")
                        .query(String.class)
                        .single())
                .isEqualTo("the bank is closed");
    }

    @Test
    void onceItHasTheRowTheLimitsOfThePoolHoldAgain() throws SQLException {
        String within = cursor(Duration.ofMinutes(1))
                .run(row -> jdbc.sql(LIMITS).query(String.class).single());

        assertThat(within).isEqualTo("1250ms 1500ms");
        assertThat(jdbc.sql(LIMITS).query(String.class).single()).isEqualTo("1250ms 1500ms");
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(2000);
        }
    }

    @Test
    void aRowThatNobodyLetsGoOfIsGivenUpWithAReason() throws SQLException {
        try (Connection psql = database.dataSource().getConnection();
                Statement statement = psql.createStatement()) {
            psql.setAutoCommit(false);
            statement.executeQuery("SELECT 1 FROM block_cursors FOR UPDATE").close();

            assertThatThrownBy(() -> cursor(Duration.ofSeconds(3)).run(row -> row))
                    .isInstanceOf(DataAccessException.class)
                    .extracting(FailureLine::of)
                    .asString()
                    .startsWith("a lock in the database is held by another session: ");
            psql.rollback();
        }
        long block = cursor(Duration.ofSeconds(3)).run(Cursor::lastProcessedBlock);
        assertThat(block).isEqualTo(7);
    }

    @Test
    void thoseWhoWaitHoldOneConnectionBetweenThem() throws Exception {
        LockedCursor cursor = cursor(Duration.ofMinutes(1));
        try (Connection psql = database.dataSource().getConnection();
                Statement statement = psql.createStatement()) {
            psql.setAutoCommit(false);
            statement.executeQuery("SELECT 1 FROM block_cursors FOR UPDATE").close();
            Future<Long> first = sessions.submit(() -> cursor.run(Cursor::lastProcessedBlock));
            Future<Long> second = sessions.submit(() -> cursor.run(Cursor::lastProcessedBlock));
            Thread.sleep(1000);
            psql.rollback();

            assertThat(first.get()).isEqualTo(7);
            assertThat(second.get()).isEqualTo(7);
        }
    }

    private LockedCursor cursor(Duration patience) {
        return new LockedCursor(new JdbcTemplate(pool), new JdbcTransactionManager(pool), WATCH, patience);
    }

    private static Operation operation() {
        return new Operation("pause", Map.of(), Optional.of("the bank is closed"), "me");
    }

    private Void pollUntil(CountDownLatch done) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (done.getCount() > 0) {
                statement.executeQuery("SELECT 1 FROM block_cursors FOR UPDATE").close();
                Thread.sleep(done.getCount() > 0 ? WINDOW.toMillis() : 0);
                statement.executeUpdate("UPDATE block_cursors SET updated_at = now()");
                connection.commit();
            }
        }
        return null;
    }

    private void awaitWaiters(int count) {
        await().until(() -> database.sql()
                        .sql("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND wait_event_type = 'Lock'")
                        .query(Integer.class)
                        .single()
                == count);
    }
}
