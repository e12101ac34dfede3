package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.RecordedCall;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.Watched;

/** A window commits only when two endpoints agree on it. Blooms are not compared here: the quorum alone has to notice. */
@Tag("postgres")
class QuorumIT {

    private static final Duration HEALING = Duration.ofMinutes(1);
    private static final String OTHER_HASH = "0x" + "de".repeat(32);

    private static Watched two;
    private static NodeProxy first;
    private static NodeProxy second;
    private static Replica ofTwo;

    private static Watched three;
    private static NodeProxy one;
    private static NodeProxy another;
    private static NodeProxy third;
    private static Replica ofThree;

    @BeforeAll
    static void startReplicas() {
        two = Watched.start();
        first = two.proxy();
        second = two.proxy();
        ofTwo = two.start(settings(two, first, second));
        three = Watched.start();
        one = three.proxy();
        another = three.proxy();
        third = three.proxy();
        ofThree = three.start(settings(three, one, another, third));
        two.awaitAllRecorded();
        three.awaitAllRecorded();
    }

    private static Replica.Settings settings(Watched watched, NodeProxy... proxies) {
        return watched.replicaBy(proxies)
                .patient()
                .with("poller.interval", "50ms")
                .with("poller.rpc-quorum", "2")
                .with("poller.node.bloom-check", "false");
    }

    @AfterAll
    static void end() throws Exception {
        two.close();
        three.close();
    }

    @AfterEach
    void everythingIsRecordedAfterHealing() {
        List.of(first, second, one, another, third).forEach(NodeProxy::heal);
        two.burn();
        three.burn();
        await().atMost(HEALING)
                .until(() -> two.cursor() == two.node().head()
                        && three.cursor() == three.node().head());
        two.awaitAllRecorded();
        three.awaitAllRecorded();
        List.of(first, second, one, another, third).forEach(NodeProxy::clear);
    }

    @Test
    void whatTwoOfTwoAgreeOnIsRecorded() {
        two.burns(3);
        two.awaitAllRecorded();

        assertThat(AskedRanges.by(first)).isNotEmpty();
        assertThat(AskedRanges.by(second)).containsExactlyElementsOf(AskedRanges.by(first));
    }

    @Test
    void logsThatOneOfTwoTellsOtherwiseAreNotRecorded() {
        second.onCall("eth_getLogs").answer(Answer.result("[]"));
        two.burn();

        requireNothingWritten("tells otherwise");
    }

    @Test
    void anEndBlockThatOneOfTwoTellsOtherwiseIsNotRecorded() {
        second.onCall("eth_getBlockByNumber")
                .matching(call -> block(call) > two.cursor())
                .answer(Answer.changed(block -> ((ObjectNode) block).put("hash", OTHER_HASH)));
        two.node().mine(1);

        requireNothingWritten("tells otherwise");
    }

    @Test
    void whileOneOfTwoIsDownNothingIsRecorded() {
        second.onRequest().answer(Answer.closeConnection());
        two.burn();

        requireNothingWritten("endpoint 2");
    }

    @Test
    void twoOfTwoThatServeRangesOfDifferentWidthsAgreeOnTheNarrowerOnes() {
        limitTo(5, second);
        two.node().mine(40);
        two.burns(2);
        await().atMost(HEALING).until(() -> two.cursor() == two.node().head());
        two.awaitAllRecorded();
        assertThat(AskedRanges.by(first)).anyMatch(range -> range.blocks() == 5);
    }

    @Test
    void twoOfThreeAreEnoughAgainstTheOneThatTellsOtherwise() {
        for (NodeProxy lying : List.of(one, another, third)) {
            lying.onCall("eth_getLogs").answer(Answer.result("[]"));
            three.burns(2);
            await().atMost(HEALING).until(() -> three.cursor() == three.node().head());
            three.awaitAllRecorded();
            lying.heal();
        }
    }

    @Test
    void twoOfThreeAreEnoughWithoutTheThird() {
        one.onRequest().answer(Answer.closeConnection());
        three.burns(2);

        three.awaitAllRecorded();
        assertThat(AskedRanges.by(another)).isNotEmpty();
        assertThat(AskedRanges.by(third)).isNotEmpty();
    }

    @Test
    void oneOfThreeAloneIsNotEnough() {
        one.onRequest().answer(Answer.closeConnection());
        third.onCall("eth_getLogs").answer(Answer.result("[]"));
        long cursor = three.cursor();
        three.burn();

        await().atMost(HEALING).until(() -> state(ofThree) == WatchState.FAILING);
        await().during(Duration.ofSeconds(2)).until(() -> three.cursor() == cursor);
    }

    private static void requireNothingWritten(String why) {
        long cursor = two.node().head() - 1;
        await().atMost(HEALING)
                .until(() -> state(ofTwo) == WatchState.FAILING
                        && ofTwo.bean(WatchStatus.class).now().reason().contains(why));
        await().during(Duration.ofSeconds(2)).until(() -> two.cursor() == cursor);
    }

    private static void limitTo(long blocks, NodeProxy proxy) {
        proxy.onCall("eth_getLogs")
                .matching(call -> Long.decode(call.filter("toBlock")) - Long.decode(call.filter("fromBlock")) >= blocks)
                .answer(Answer.error(-32602, "block range is limited to " + blocks + " blocks"));
    }

    /** The block that is asked for by number; -1 where it is asked for by tag. */
    private static long block(RecordedCall call) {
        String asked = call.params().path(0).asText();
        return asked.startsWith("0x") ? Long.decode(asked) : -1;
    }

    private static WatchState state(Replica replica) {
        return replica.bean(WatchStatus.class).now().state();
    }
}
