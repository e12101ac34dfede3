package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.paymentpoller.fixture.Watched.DIGEST;

import java.math.BigInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.Watched;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A reorganisation that mines a burn transaction again, in a later block and at another log index. */
@Tag("postgres")
@ExtendWith(OutputCaptureExtension.class)
class TransactionMinedAgainIT {

    private Watched watched;
    private NodeProxy proxy;

    @BeforeEach
    void startChain() {
        watched = Watched.start("--order", "fifo");
        proxy = watched.proxy();
    }

    @AfterEach
    void end() throws Exception {
        watched.close();
    }

    @Test
    void withinTheConfirmationsIsRecordedOnceAndWhereItIs() {
        watched.start(
                watched.replicaBy(proxy).patient().with("poller.finality", "3").with("poller.interval", "50ms"));
        String snapshot = watched.node().snapshot();
        String pair = watched.contract().burnMany(2, BigInteger.ONE);
        String raw = raw(pair);
        watched.node().mine(2);
        awaitPolls();
        assertThat(watched.payments()).isZero();

        watched.node().revert(snapshot);
        mineAgainBehindAnother(raw);
        awaitPolls();
        watched.node().mine(3);
        watched.awaitCursorAt(watched.node().head() - 3);

        requireRecordedAt(pair, 4, 1);
        assertThat(watched.payments()).isEqualTo(3);
    }

    @Test
    void afterItWasRecordedIsKnownWhereverItIsNow(CapturedOutput output) {
        String snapshot = watched.node().snapshot();
        String pair = watched.contract().burnMany(2, BigInteger.ONE);
        String raw = raw(pair);
        watched.start(watched.replicaBy(proxy).patient().with("poller.interval", "50ms"));
        watched.awaitAllRecorded();

        watched.node().revert(snapshot);
        mineAgainBehindAnother(raw);
        await().untilAsserted(() -> assertThat(output).containsPattern(" ERROR .*Window 3 to [34] was rolled back"));
        assertThat(watched.cursor()).isEqualTo(2);

        watched.moveCursorByHandTo(1);
        watched.awaitCursorAt(4);
        requireRecordedAt(pair, 2, 0);
        assertThat(watched.payments()).isEqualTo(3);
        assertThat(output).containsOnlyOnce("Payment already processed: " + pair);
    }

    private String raw(String transaction) {
        return watched.node().rpc("eth_getRawTransactionByHash", transaction).asText();
    }

    /** In block 4, after a burn that takes log index 0. */
    private void mineAgainBehindAnother(String raw) {
        watched.node().mine(2);
        watched.node().setAutomine(false);
        watched.contract().burn(1, BigInteger.TEN, DIGEST);
        var unused = watched.node().rpc("eth_sendRawTransaction", raw);
        watched.node().mine(1);
        watched.node().setAutomine(true);
        assertThat(watched.node().head()).isEqualTo(4);
    }

    private void requireRecordedAt(String pair, long block, int logIndex) {
        assertThat(watched.database()
                        .sql()
                        .sql("SELECT block_number || '/' || log_index || '/' || burn_index FROM payments"
                                + " WHERE tx_hash = ? ORDER BY burn_index")
                        .param(pair)
                        .query(String.class)
                        .list())
                .containsExactly(block + "/" + logIndex + "/0", block + "/" + (logIndex + 1) + "/1");
    }

    private void awaitPolls() {
        int before = proxy.httpRequests().size();
        await().until(() -> proxy.httpRequests().size() >= before + 3);
    }
}
