package org.paymentpoller.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.cursor.SqlFile;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.TestDatabase;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Readers of a table that is large enough for PostgreSQL to choose as it would on a larger one. */
@Tag("postgres")
class ReadPathsIT {

    private static final String BUSY = account(0);
    private static final String QUIET = account(78);

    private static TestDatabase database;
    private static SingleConnectionDataSource connection;
    private static JdbcClient jdbc;
    private static BoundedReads reads;
    private static PaymentHistory history;

    /**
     * Half the payments are of another watch, with other blocks; in the watch, 50 are in a block and half of them are of one
     * account.
     */
    @BeforeAll
    static void fill() throws SQLException {
        database = PostgresServer.shared().createDatabase();
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
        connection = new SingleConnectionDataSource(database.jdbcUrl(), database.username(), database.password(), true);
        jdbc = JdbcClient.create(connection);
        // VACUUM takes for visible only what the disk has.
        jdbc.sql("SET synchronous_commit = on").update();
        jdbc.sql("""
                INSERT INTO payments (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash,
                                      from_address, amount, digest, burned_at)
                SELECT CASE n % 2 WHEN 0 THEN 'payment-poller' ELSE 'other' END,
                       '0x' || encode(sha256(int4send(n)), 'hex'), 0, n % 100,
                       n / 100 + (n % 2) * 1000000, '0x' || repeat('0', 64),
                       '0x' || lpad(to_hex(CASE WHEN n % 4 = 0 THEN 0 ELSE n % 200 END), 40, '0'),
                       n, '0x' || repeat('0', 64), timestamptz '2026-01-01Z' + n / 100 * interval '12 s'
                  FROM generate_series(1, 100000) AS n
                """).update();
        jdbc.sql("""
                INSERT INTO rejected_events (cursor_id, tx_hash, burn_index, log_index, block_number, reason, raw)
                SELECT CASE n % 2 WHEN 0 THEN 'payment-poller' ELSE 'other' END,
                       '0x' || encode(sha256(int4send(n)), 'hex'), 0, 0, n / 2, 'it has 2 topics, not 3', '{}'
                  FROM generate_series(1, 20000) AS n
                """).update();
        jdbc.sql("VACUUM ANALYZE payments, rejected_events").update();
        reads = reads(Duration.ofMinutes(1));
        history = new PaymentHistory(jdbc, reads, "payment-poller");
    }

    @AfterAll
    static void end() {
        connection.destroy();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the newest             | find-payments                | payments_by_block",
                "behind a page          | find-payments                | payments_by_block   | before_block=100, before_id=10050",
                "the last page          | find-payments                | payments_by_block   | before_block=1, before_id=150",
                "old blocks             | find-payments                | payments_by_block   | first_block=10, last_block=300",
                "all blocks             | find-payments                | payments_by_block   | row_limit=1001",
                "one block              | find-payments                | payments_by_block   | first_block=10, last_block=10",
                "a busy account         | find-payments-of-account     | payments_by_account",
                "a quiet account        | find-payments-of-account     | payments_by_account | account=%s",
                "an account of nobody   | find-payments-of-account     | payments_by_account | account=0xff",
                "its old blocks         | find-payments-of-account     | payments_by_account | first_block=10, last_block=300",
                "a quiet one's blocks   | find-payments-of-account     | payments_by_account | account=%s, last_block=300",
                "behind its page        | find-payments-of-account     | payments_by_account | before_block=100, before_id=10020",
                "a transaction          | find-payments-of-transaction | payments_tx_hash_burn_index_cursor_id_key",
                "the newest rejected    | find-rejected                | rejected_events_by_block",
                "rejected behind a page | find-rejected                | rejected_events_by_block | before_block=100, before_id=300",
                "a rejected transaction | find-rejected-of-transaction | rejected_events_tx_hash_burn_index_cursor_id_key",
            })
    void nothingIsSoughtWithoutTheIndexThatFits(String row) {
        String[] cells = row.formatted(QUIET).split("\\|", -1);
        Map<String, Object> parameters = parameters(cells.length > 3 ? cells[3] : "");

        String plan = plan(cells[1].strip(), parameters);

        assertThat(plan).contains(cells[2].strip()).contains("Index Scan").doesNotContain("Seq Scan", "Bitmap");
        assertThat(pages(plan))
                .as("as many as the rows need, however deep they are")
                .isLessThan(Integer.parseInt(String.valueOf(parameters.get("row_limit"))) + 60);
        if (!cells[1].contains("transaction")) {
            assertThat(plan).as("rows come in their order").doesNotContain("Sort");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "find-newer-payments-page            | payments_by_block        | first_block=500, first_id=50050",
                "find-newer-payments-page-of-account | payments_by_account      | first_block=500, first_id=50020",
                "find-newer-rejected-page            | rejected_events_by_block | first_block=500, first_id=1000",
                "find-payment-times                  | payments_by_time         |",
            })
    void whatShowsNoRowIsFoundInTheIndexAlone(String row) {
        String[] cells = row.split("\\|", -1);

        String plan = plan(cells[0].strip(), parameters(cells[2]));

        assertThat(plan)
                .containsPattern("Index Only Scan (Backward )?using " + cells[1].strip())
                .doesNotContain("Index Scan", "Seq Scan", "Bitmap", "Sort");
        assertThat(pages(plan)).isLessThan(51 + 60);
    }

    @Test
    void paymentsOfAPeriodAreCountedInTheIndexAlone() {
        Map<String, Object> parameters = parameters("");
        parameters.put("first", OffsetDateTime.parse("2026-01-01T00:00:00Z"));
        parameters.put("step", "3600 seconds");
        parameters.put("end", OffsetDateTime.parse("2026-01-01T02:00:00Z"));

        String plan = plan("count-payments-by-time", parameters);

        assertThat(plan).contains("Index Only Scan using payments_by_time").doesNotContain("Seq Scan");
        assertThat(pages(plan)).as("equal times share an entry").isLessThan(60);
    }

    @Test
    void pagesJoinToTheWhole() {
        for (PaymentFilter filter :
                List.of(blocks(500, 510, Optional.empty()), blocks(0, 1_000_000_000, Optional.of(QUIET)))) {
            List<PaymentRow> whole =
                    history.page(filter, Optional.empty(), 100_000).rows();
            List<PaymentRow> paged = new ArrayList<>();
            Optional<PageKey> key = Optional.empty();
            do {
                Page<PaymentRow> page = history.page(filter, key, 7);
                paged.addAll(page.rows());
                key = page.next();
            } while (key.isPresent());

            assertThat(whole).hasSizeGreaterThan(100);
            assertThat(paged).isEqualTo(whole);
        }
    }

    @Test
    void aFullLastPageIsTheLast() {
        PaymentFilter oneBlock = blocks(500, 500, Optional.empty());

        assertThat(history.page(oneBlock, Optional.empty(), 50).next()).isEmpty();
        assertThat(history.page(oneBlock, Optional.empty(), 49).next()).isPresent();
    }

    @Test
    void anotherWatchIsReadByItsName() {
        PaymentFilter other = new PaymentFilter(
                Optional.of("other"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(history.page(other, Optional.empty(), 10).rows()).hasSize(10).allMatch(payment -> payment.cursorId()
                .equals("other"));
    }

    @Test
    void aReadThatTakesTooLongIsCancelledAndOnlyThatOne() {
        BoundedReads hurried = reads(Duration.ofMillis(50));

        assertThatThrownBy(() -> hurried.read(
                        () -> jdbc.sql("SELECT pg_sleep(60)").query().listOfRows()))
                .isInstanceOf(QueryTimeoutException.class);
        assertThat(jdbc.sql("SHOW statement_timeout").query(String.class).single())
                .isEqualTo("0");
        assertThat(history.page(PaymentFilter.all(), Optional.empty(), 1).rows())
                .hasSize(1);
    }

    @Test
    void aReadSeesOneMomentAndWritesNothing() throws SQLException {
        assertThat(reads.read(() -> reads.read(() -> jdbc.sql("SHOW transaction_isolation")
                        .query(String.class)
                        .single())))
                .isEqualTo("repeatable read");
        assertThatThrownBy(
                        () -> reads.read(() -> jdbc.sql("DELETE FROM payments").update()))
                .hasMessageContaining("read-only transaction");
    }

    private static BoundedReads reads(Duration longest) {
        return new BoundedReads(jdbc, new JdbcTransactionManager(connection), 1, Duration.ofMinutes(1), longest);
    }

    private static PaymentFilter blocks(long from, long to, Optional<String> account) {
        return new PaymentFilter(account, Optional.empty(), Optional.of(from), Optional.of(to));
    }

    private static String account(int number) {
        return "0x" + "%040x".formatted(number);
    }

    /** What the API sends by default, and these instead. */
    private static Map<String, Object> parameters(String assignments) {
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "cursor_id",
                "payment-poller",
                "account",
                BUSY,
                "tx_hash",
                "0x" + "ab".repeat(32),
                "first_block",
                0L,
                "last_block",
                Long.MAX_VALUE,
                "before_block",
                Long.MAX_VALUE,
                "before_id",
                Long.MAX_VALUE,
                "first_id",
                0L,
                "row_limit",
                51));
        for (String assignment : assignments.split(",", -1)) {
            String[] parts = assignment.strip().split("=", -1);
            if (parts.length == 2) {
                parameters.put(
                        parts[0], parts[0].equals("account") ? (Object) parts[1] : (Object) Long.valueOf(parts[1]));
            }
        }
        return parameters;
    }

    /** What the whole statement touched, in memory or not; the first line that tells is the plan's root. */
    private static int pages(String plan) {
        Matcher buffers = Pattern.compile("Buffers: shared([^\n]*)").matcher(plan);
        assertThat(buffers.find()).isTrue();
        return Pattern.compile("(?:hit|read)=(\\d+)")
                .matcher(buffers.group(1))
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .sum();
    }

    private static String plan(String statement, Map<String, Object> parameters) {
        return reads.read(() -> String.join(
                "\n",
                jdbc.sql("EXPLAIN (ANALYZE, BUFFERS) " + SqlFile.read(statement))
                        .params(parameters)
                        .query(String.class)
                        .list()));
    }
}
