package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.Watched;
import org.paymentpoller.ledger.BurnTransaction;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What becomes of transactions that are recorded already when a window comes upon them. */
@Tag("postgres")
@ExtendWith(OutputCaptureExtension.class)
class KnownTransactionsIT {

    private Watched watched;

    @BeforeEach
    void startChain() {
        watched = Watched.start();
    }

    @AfterEach
    void end() throws Exception {
        watched.close();
    }

    @Test
    void aCursorMovedBackByHandRepeatsNothingAndSaysEachKnownTransaction(CapturedOutput output) throws Exception {
        List<String> burns = watched.burns(3);
        String pair = watched.contract().burnMany(2, BigInteger.ONE);
        Replica replica = start(1000);
        watched.awaitAllRecorded();
        List<?> before = rows();
        long head = watched.node().head();
        assertThat(output).doesNotContain("already processed");

        whileSuspended(replica, () -> watched.moveCursorByHandTo(2));
        watched.awaitAllRecorded();

        assertThat(rows()).isEqualTo(before);
        assertThat(alreadyProcessed(output, burns.get(0))).isZero();
        assertThat(alreadyProcessed(output, burns.get(1))).isOne();
        assertThat(alreadyProcessed(output, burns.get(2))).isOne();
        assertThat(alreadyProcessed(output, pair)).isOne();
        assertThat(output).containsPattern("INFO .*Payment already processed: " + pair);
        assertThat(count(output, "WARN .*was moved by hand from block " + head + " to block 2,"))
                .isOne();
        assertThat(watched.cursorRow())
                .containsEntry("hash_block", head)
                .containsEntry("last_processed_hash", watched.node().blockHash(head));

        whileSuspended(replica, () -> watched.moveCursorByHandTo(2));
        watched.awaitAllRecorded();

        assertThat(rows()).isEqualTo(before);
        assertThat(count(output, "was moved by hand from block " + head + " to block 2,"))
                .as("a second move to the same block is told, too")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void newBurnsBehindKnownOnesAreRecordedInTheSameTick(int maxBlockRange) throws Exception {
        watched.burns(3);
        Replica replica = start(maxBlockRange);
        watched.awaitAllRecorded();
        whileSuspended(replica, () -> {
            watched.moveCursorByHandTo(0);
            watched.burns(3);
        });
        watched.awaitAllRecorded();
        assertThat(watched.payments()).isEqualTo(6);
    }

    @Test
    void aTransactionThatSomeoneElseRecordedHalfIsMadeWhole(CapturedOutput output) throws Exception {
        Replica replica = start(1000);
        String[] pair = new String[1];
        whileSuspended(replica, () -> {
            pair[0] = watched.contract().burnMany(2, BigInteger.ONE);
            insertByHand(watched.database().sql(), pair[0], 1);
            watched.burn();
        });
        watched.awaitCursorAt(watched.node().head());
        assertThat(watched.payments()).isEqualTo(3);
        assertThat(watched.number("SELECT count(*) FROM payments WHERE digest = 'by hand'"))
                .isOne();
        assertThat(alreadyProcessed(output, pair[0])).isOne();
        assertThat(count(output, "was rolled back")).isZero();
        assertThat(count(output, "Window [0-9to ]+: 2 payments"))
                .as("the one that was there is not new")
                .isOne();
    }

    /** A node left out the first of two burns, so that the second one was recorded in its place. */
    @Test
    void aTransactionWhoseRowsContradictTheChainIsNotRecordedAgain(CapturedOutput output) throws Exception {
        Replica replica = start(1000);
        String pair = watched.contract().burnMany(2, BigInteger.ONE);
        watched.awaitAllRecorded();
        whileSuspended(replica, () -> {
            JdbcClient sql = watched.database().sql();
            sql.sql("DELETE FROM payments WHERE burn_index = 0").update();
            sql.sql("UPDATE payments SET burn_index = 0").update();
            watched.moveCursorByHandTo(0);
            watched.burn();
        });
        watched.awaitCursorAt(watched.node().head());

        assertThat(watched.payments()).isEqualTo(2);
        assertThat(count(output, "WARN .*Transaction " + pair + " is left alone"))
                .isOne();
        assertThat(count(output, "Window [0-9to ]+: 1 payment\\b")).isOne();
    }

    @Test
    void aPaymentThatWasRecordedInAnotherBlockIsNotOfferedAgain(CapturedOutput output) throws Exception {
        Replica replica = start(1000);
        List<String> offered = new CopyOnWriteArrayList<>();
        replica.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:payments-recorded")
                        .split(body())
                        .process(exchange -> offered.add(exchange.getMessage()
                                .getBody(BurnTransaction.class)
                                .txHash()));
            }
        });
        String[] burns = new String[2];
        whileSuspended(replica, () -> {
            burns[0] = watched.burn();
            insertByHand(watched.database().sql(), burns[0], 0);
        });
        watched.awaitCursorAt(watched.node().head());
        burns[1] = watched.burn();
        watched.awaitCursorAt(watched.node().head());

        await().untilAsserted(() -> assertThat(offered).containsExactly(burns[1]));
        assertThat(alreadyProcessed(output, burns[0])).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPaymentThatAnotherSessionIsInsertingIsWaitedFor(boolean committed, CapturedOutput output) throws Exception {
        Replica replica = start(1000);
        try (Connection other = watched.database().dataSource().getConnection()) {
            other.setAutoCommit(false);
            String[] burn = new String[1];
            whileSuspended(replica, () -> {
                burn[0] = watched.burn();
                insertByHand(JdbcClient.create(new SingleConnectionDataSource(other, true)), burn[0], 0);
            });
            await().untilAsserted(() -> assertThat(watched.number("""
                            SELECT count(*) FROM pg_stat_activity
                             WHERE datname = current_database() AND wait_event_type = 'Lock'
                               AND query LIKE '%record_burns%'
                            """)).isOne());
            assertThat(watched.payments()).isZero();
            if (committed) {
                other.commit();
            } else {
                other.rollback();
            }
            watched.awaitCursorAt(watched.node().head());
            assertThat(watched.payments()).isOne();
            assertThat(watched.number("SELECT count(*) FROM payments WHERE digest = 'by hand'"))
                    .isEqualTo(committed ? 1 : 0);
            assertThat(alreadyProcessed(output, burn[0])).isEqualTo(committed ? 1 : 0);
            assertThat(count(output, "was rolled back")).isZero();
        }
    }

    private Replica start(int maxBlockRange) {
        Replica replica = watched.start(watched.replicaBy(watched.proxy())
                .patient()
                .with("poller.max-block-range", String.valueOf(maxBlockRange))
                .with("poller.interval", "100ms"));
        watched.awaitCursorAt(watched.node().head());
        return replica;
    }

    /** Keeps the replica from polling in between, so that one tick meets all of what is done. */
    private static void whileSuspended(Replica replica, Runnable work) throws Exception {
        replica.camel().getRouteController().suspendRoute("payment-poller");
        work.run();
        replica.camel().getRouteController().resumeRoute("payment-poller");
    }

    private static void insertByHand(JdbcClient sql, String tx, int burnIndex) {
        sql.sql("""
                        INSERT INTO payments (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash,
                                              from_address, amount, digest, burned_at)
                        VALUES ('payment-poller', ?, ?, 0, 0, '0x', '0x', 1, 'by hand', now())
                        """).params(tx, burnIndex).update();
    }

    private List<?> rows() {
        return watched.database()
                .sql()
                .sql("SELECT CAST(payments AS TEXT) FROM payments ORDER BY id")
                .query(String.class)
                .list();
    }

    private static long alreadyProcessed(CapturedOutput output, String tx) {
        return count(output, "Payment already processed: " + tx);
    }

    private static long count(CapturedOutput output, String pattern) {
        return Pattern.compile(pattern).matcher(output).results().count();
    }
}
