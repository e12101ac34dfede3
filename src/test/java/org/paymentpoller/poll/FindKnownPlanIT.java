package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
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

    @Test
    void eachIsSoughtByItsHashInATableThatWasNeverAnalysed() throws SQLException {
        try (TestDatabase database = PostgresServer.shared().createDatabase()) {
            Flyway.configure().dataSource(database.dataSource()).load().migrate();
            SingleConnectionDataSource connection =
                    new SingleConnectionDataSource(database.jdbcUrl(), database.username(), database.password(), true);
            try {
                JdbcClient sql = JdbcClient.create(connection);
                sql.sql("ALTER TABLE payments SET (autovacuum_enabled = off)").update();
                sql.sql("""
                        INSERT INTO payments (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash,
                                              from_address, amount, digest, burned_at)
                        SELECT 'payment-poller', '0x' || encode(sha256(int4send(n)), 'hex'), 0, n % 50, n / 50,
                               '0x' || repeat('0', 64), '0x' || repeat('0', 40), n, '0x' || repeat('0', 64), now()
                          FROM generate_series(1, :payments) AS n
                        """).param("payments", PAYMENTS).update();

                assertThat(plan(sql))
                        .contains("Index Scan using payments_cursor_id_tx_hash_burn_index_key")
                        .contains("Index Scan using rejected_events_cursor_id_tx_hash_burn_index_key")
                        .doesNotContain("Seq Scan", "Bitmap", "payments_by");
            } finally {
                connection.destroy();
            }
        }
    }

    private static String plan(JdbcClient sql) {
        String[] hashes = IntStream.rangeClosed(1, PAYMENTS)
                .mapToObj("0x%064x"::formatted)
                .toArray(String[]::new);
        Integer[] counts = IntStream.rangeClosed(1, PAYMENTS).mapToObj(n -> 1).toArray(Integer[]::new);
        return String.join(
                "\n",
                sql.sql("EXPLAIN " + SqlFile.read("find-known"))
                        .param("cursor_id", "payment-poller")
                        .param("tx_hashes", hashes)
                        .param("event_counts", counts)
                        .query(String.class)
                        .list());
    }
}
