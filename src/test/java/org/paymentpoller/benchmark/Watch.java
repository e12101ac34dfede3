package org.paymentpoller.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.TestDatabase;

/** A database whose cursor row is held until the one who is measured waits for it, so that its first poll has a beginning. */
final class Watch implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 600;
    /** A look takes CPU from whoever is measured: one every 4 ms makes a start of four seconds a fifth of a second longer. */
    private static final long MILLIS_BETWEEN_LOOKS_FOR_WAITER = 25;

    private static final long MILLIS_BETWEEN_LOOKS_AT_CURSOR = 4;

    private final TestDatabase database;
    private final Connection holder;
    private final Connection looker;

    /** Its cursor is at the first block, which holds no burn. */
    Watch(TestDatabase database, BurnContract contract) throws SQLException {
        this.database = database;
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
        this.holder = database.dataSource().getConnection();
        this.looker = database.dataSource().getConnection();
        try (PreparedStatement seed = looker.prepareStatement("""
                INSERT INTO block_cursors (id, chain_id, contract_address, topic0, start_block, last_processed_block)
                VALUES ('payment-poller', ?, ?, ?, 0, 0)
                """)) {
            seed.setLong(1, AnvilNode.DEFAULT_CHAIN_ID);
            seed.setString(2, contract.address());
            seed.setString(3, BurnContract.TOPIC0);
            seed.executeUpdate();
        }
    }

    TestDatabase database() {
        return database;
    }

    /** As a table is that has been filled for a while from earlier blocks, here the first one, with nothing left to write of it. */
    void fillWithOthers(int payments) throws SQLException {
        try (Statement statement = looker.createStatement()) {
            statement.execute("""
                    INSERT INTO payments (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash,
                                          from_address, amount, digest, burned_at)
                    SELECT 'payment-poller', '0x' || encode(sha256(int4send(n)), 'hex'), 0, 0, 0, '0x' || repeat('0', 64),
                           '0x' || repeat('0', 40), n, '0x' || repeat('0', 64), now()
                      FROM generate_series(1, %d) AS n
                    """.formatted(payments));
            statement.execute("VACUUM ANALYZE payments");
            statement.execute("CHECKPOINT");
        }
    }

    /** From now on, whoever polls waits. */
    void holdRow() throws SQLException {
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("SELECT 1 FROM block_cursors FOR UPDATE");
        }
    }

    /** Returns when somebody waits. */
    void awaitWaiter(Process process) throws SQLException, InterruptedException {
        await(
                process,
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
                1,
                MILLIS_BETWEEN_LOOKS_FOR_WAITER);
    }

    void letGo() throws SQLException {
        holder.commit();
    }

    void awaitCursorAt(Process process, long block) throws SQLException, InterruptedException {
        await(process, "SELECT max(last_processed_block) FROM block_cursors", block, MILLIS_BETWEEN_LOOKS_AT_CURSOR);
    }

    long number(String query) throws SQLException {
        try (Statement statement = looker.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    /** How a process is told where the database is. */
    Map<String, String> environment(int port) {
        return Map.of(
                "SPRING_DATASOURCE_URL",
                        "jdbc:postgresql://127.0.0.1:" + port + "/" + database.name() + "?sslmode=disable",
                "SPRING_DATASOURCE_USERNAME", database.username(),
                "SPRING_DATASOURCE_PASSWORD", database.password());
    }

    private void await(Process process, String query, long wanted, long millisBetweenLooks)
            throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (number(query) < wanted) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException("The process ended, or took more than " + PATIENCE_SECONDS + " s");
            }
            Thread.sleep(millisBetweenLooks);
        }
    }

    @Override
    public void close() throws SQLException {
        holder.close();
        looker.close();
        database.close();
    }
}
