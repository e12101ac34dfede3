package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Locale;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.Watched;
import org.paymentpoller.ledger.BlockWindow;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Where a watch begins, and what is pinned in its row. */
@Tag("postgres")
@ExtendWith(OutputCaptureExtension.class)
class WatchBeginningIT {

    private Watched watched;
    private NodeProxy proxy;

    @BeforeEach
    void startChain() {
        watched = Watched.start();
        proxy = watched.proxy();
    }

    @AfterEach
    void end() throws Exception {
        watched.close();
    }

    @Test
    void onAnEmptyChainBlockZeroIsTheFirstWindow() throws Exception {
        try (AnvilNode empty = AnvilNode.start()) {
            proxy.moveTo(empty);
            RouteController routes = watched.start(settings()).camel().getRouteController();
            watched.awaitCursorAt(0);
            assertThat(AskedRanges.by(proxy)).containsExactly(new BlockWindow(0, 0));
            assertThat(watched.cursorRow()).containsEntry("last_processed_hash", empty.blockHash(0));
            // Two blocks are mined one after the other, and a poll may see the first alone.
            routes.suspendRoute("payment-poller");
            empty.mine(2);
            routes.resumeRoute("payment-poller");
            watched.awaitCursorAt(2);
            assertThat(AskedRanges.by(proxy)).element(1).isEqualTo(new BlockWindow(1, 2));
        }
    }

    @Test
    void aStartBlockThatIsNotSafeYetIsWaitedFor(CapturedOutput output) {
        watched.burns(3);
        Replica replica =
                watched.start(settings().with("poller.start-block", "8").with("poller.finality", "2"));
        await().until(() -> proxy.callsOf("eth_getBlockByNumber").size() >= 3);
        assertThat(replica.bean(WatchStatus.class).now().state()).isEqualTo(WatchState.WAITING_FOR_START_BLOCK);
        assertThat(watched.cursor()).isEqualTo(7);
        watched.burns(6);
        assertThat(watched.node().head()).isEqualTo(10);
        watched.awaitCursorAt(8);
        assertThat(AskedRanges.by(proxy)).containsExactly(new BlockWindow(8, 8));
        assertThat(watched.payments()).isOne();
        assertThat(output).doesNotContainPattern(" WARN .*paymentpoller\\.");
    }

    @Test
    void theStartBlockCountsOnceAndAnotherOneLaterIsWarnedOf(CapturedOutput output) {
        watched.burns(4);
        watched.start(settings().with("poller.start-block", "4"));
        watched.awaitCursorAt(5);
        assertThat(watched.database()
                        .sql()
                        .sql("SELECT block_number FROM payments ORDER BY block_number")
                        .query(Long.class)
                        .list())
                .containsExactly(4L, 5L);
        assertThat(output).doesNotContain("POLLER_START_BLOCK");

        watched.start(settings().with("poller.start-block", "2"));
        watched.burn();
        watched.awaitCursorAt(6);
        assertThat(watched.payments()).isEqualTo(3);
        assertThat(output)
                .containsPattern(" WARN .*POLLER_START_BLOCK is 2, .* began at block 4 and stands at block 5");
        assertThat(watched.cursorRow()).containsEntry("start_block", 4L);
    }

    @Test
    void tablesOfOthersInTheSchemaAreLeftAlone() {
        watched.database().sql().sql("CREATE TABLE orders ()").update();
        watched.start(settings());
        watched.burn();
        watched.awaitAllRecorded();
        assertThat(watched.number("SELECT count(*) FROM orders")).isZero();
    }

    @Test
    void theNodesChainIsPinnedWhereNoneIsConfigured() {
        watched.start(settings());
        assertThat(watched.cursorRow()).containsEntry("chain_id", AnvilNode.DEFAULT_CHAIN_ID);
    }

    @Test
    void aNodeThatDidNotAnswerAtTheStartIsPinnedByTheFirstWindow() {
        proxy.onRequest().times(4).answer(Answer.closeConnection());
        watched.start(settings());
        watched.awaitCursorAt(watched.node().head());
        assertThat(watched.cursorRow()).containsEntry("chain_id", AnvilNode.DEFAULT_CHAIN_ID);
    }

    @Test
    void anAddressInMixedCaseIsTheSameContract() {
        watched.burn();
        String mixed = "0x" + watched.contract().address().substring(2).toUpperCase(Locale.ROOT);
        watched.start(settings().with("poller.burn-contract-address", mixed));
        watched.awaitAllRecorded();
        assertThat(watched.payments()).isOne();
        assertThat(watched.cursorRow())
                .containsEntry("contract_address", watched.contract().address());
        watched.start(settings());
        watched.burn();
        watched.awaitAllRecorded();
    }

    private Replica.Settings settings() {
        return watched.replicaBy(proxy).patient().with("poller.interval", "50ms");
    }
}
