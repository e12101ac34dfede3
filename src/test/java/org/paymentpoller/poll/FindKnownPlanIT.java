package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.cursor.SqlFile;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How PostgreSQL looks for the transactions of a window that may be known. */
@Tag("postgres")
class FindKnownPlanIT {

    private static final int PAYMENTS = 20_000;
    private static final int LAST_BLOCK = PAYMENTS / 50;

    private TestDatabase database;
    private SingleConnectionDataSource connection;
    private JdbcClient sql;

    @BeforeEach
    void makeTables() {
        database = PostgresServer.shared().createDatabase();
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
        connection = new SingleConnectionDataSource(database.jdbcUrl(), database.username(), database.password(), true);
        sql = JdbcClient.create(connection);
        sql.sql("ALTER TABLE payments SET (autovacuum_enabled = off)").update();
    }

    @AfterEach
    void drop() {
        connection.destroy();
        database.close();
    }

    @Test
    void eachIsSoughtByItsHashInATableThatWasNeverAnalysed() {
        recordPayments();

        assertEachIsSoughtByItsHash();
    }

    @Test
    void eachIsSoughtByItsHashInATableThatWasAnalysedWhileItsFirstWindowWasStored() throws SQLException {
        connection.getConnection().setAutoCommit(false);
        recordPayments();
        database.sql().sql("ANALYZE payments").update();
        connection.getConnection().commit();
        connection.getConnection().setAutoCommit(true);

        assertThat(sql.sql("SELECT reltuples FROM pg_class WHERE oid = CAST('payments' AS regclass) AND relpages > 0")
                        .query(Long.class)
                        .single())
                .as("the server believes the table to be empty")
                .isZero();
        assertEachIsSoughtByItsHash();
    }

    @Test
    void noneIsSoughtWhereTheBlocksHoldNothing() {
        recordPayments();

        assertThat(sought(LAST_BLOCK)).isEqualTo(2);
        assertThat(sought(LAST_BLOCK + 1)).isZero();
    }

    /** In how many indexes transactions are sought. */
    private long sought(long from) {
        return plan("EXPLAIN ANALYZE ", from)
                .lines()
                .filter(line -> line.contains("tx_hash_burn_index_cursor_id_key") && !line.contains("never executed"))
                .count();
    }

    private void recordPayments() {
        sql.sql("""
                INSERT INTO payments (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash,
                                      from_address, amount, digest, burned_at)
                SELECT 'payment-poller', '0x' || encode(sha256(int4send(n)), 'hex'), 0, n % 50, n / 50,
                       '0x' || repeat('0', 64), '0x' || repeat('0', 40), n, '0x' || repeat('0', 64), now()
                  FROM generate_series(1, :payments) AS n
                """).param("payments", PAYMENTS).update();
    }

    private void assertEachIsSoughtByItsHash() {
        String plan = plan("EXPLAIN ", 0);
        assertThat(plan)
                .containsPattern("Index Scan (using|on) payments_tx_hash_burn_index_cursor_id_key")
                .contains("Index Scan using rejected_events_tx_hash_burn_index_cursor_id_key")
                .containsPattern("Index (Only )?Scan using payments_by_block")
                .containsPattern("Index (Only )?Scan using rejected_events_by_block")
                .containsPattern("Sort Key: \\S*tx_hash COLLATE \"C\"")
                .doesNotContain("Seq Scan", "payments_by_account", "payments_by_time");
        assertThat(plan.lines().filter(line -> line.contains("Index Cond: ")))
                .hasSize(4)
                .allMatch(line -> line.endsWith("((tx_hash = asked.tx_hash) AND (burn_index < asked.event_count))")
                        || (line.contains("(block_number >= ") && line.contains("(block_number <= ")));
    }

    /** Of a window that begins with this block. */
    private String plan(String explain, long from) {
        String[] hashes = IntStream.rangeClosed(1, PAYMENTS)
                .mapToObj("0x%064x"::formatted)
                .toArray(String[]::new);
        Integer[] counts = IntStream.rangeClosed(1, PAYMENTS).mapToObj(n -> 1).toArray(Integer[]::new);
        return String.join(
                "\n",
                sql.sql(explain + SqlFile.read("find-known"))
                        .param("cursor_id", "payment-poller")
                        .param("window_from", from)
                        .param("window_to", from + PAYMENTS)
                        .param("tx_hashes", hashes)
                        .param("event_counts", counts)
                        .query(String.class)
                        .list());
    }
}
