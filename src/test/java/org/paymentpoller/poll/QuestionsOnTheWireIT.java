package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.RecordedCall;
import org.paymentpoller.fixture.RecordedRequest;
import org.paymentpoller.fixture.Watched;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the routes ask is what reaches the node, word for word. */
@Tag("postgres")
@ExtendWith(OutputCaptureExtension.class)
class QuestionsOnTheWireIT {

    private Watched watched;
    private NodeProxy proxy;

    @BeforeEach
    void startChain() {
        watched = Watched.start("--slots-in-an-epoch", "1");
        proxy = watched.proxy();
    }

    @AfterEach
    void end() throws Exception {
        watched.close();
    }

    @Test
    void theLogsThatAreAskedForAreTheWindows() {
        watched.burns(18);
        watched.start(watched.replicaBy(proxy)
                .patient()
                .with("poller.start-block", "3")
                .with("poller.max-block-range", "8")
                .with("poller.interval", "50ms"));
        watched.awaitCursorAt(19);
        watched.burn();
        watched.awaitCursorAt(20);

        List<RecordedCall> asked = proxy.callsOf("eth_getLogs");
        assertThat(asked)
                .extracting(call -> call.filter("fromBlock") + " " + call.filter("toBlock"))
                .containsExactly("0x3 0xa", "0xb 0x12", "0x13 0x13", "0x14 0x14");
        assertThat(asked).allSatisfy(call -> {
            assertThat(call.params()).hasSize(1);
            assertThat(call.params().get(0).get("address"))
                    .singleElement()
                    .extracting(address -> address.asText())
                    .isEqualTo(watched.contract().address());
            assertThat(call.params().get(0).get("topics"))
                    .singleElement()
                    .extracting(topic -> topic.asText())
                    .isEqualTo(BurnContract.TOPIC0);
            assertThat(call.params().toString()).doesNotContain("latest");
        });
    }

    @ParameterizedTest
    @CsvSource({"finalized, finalized, 2", "safe, safe, 1", "latest, latest, 0", "3, latest, 3", "0, latest, 0"})
    void theSafeHeadIsTheBlockOfTheConfiguredFinality(String finality, String tag, long behind) throws Exception {
        watched.burns(6);
        long head = watched.node().head();
        CamelContext camel = watched.start(watched.replicaBy(proxy)
                        .patient()
                        .with("poller.finality", finality)
                        .with("poller.interval", "50ms"))
                .camel();
        watched.awaitCursorAt(head - behind);
        int asked = headQuestions().size();
        await().until(() -> headQuestions().size() > asked + 1);
        camel.getRouteController().stopRoute("payment-poller");
        assertThat(watched.cursor()).isEqualTo(head - behind);
        assertThat(headQuestions()).containsOnly(tag);
        assertThat(watched.payments()).isEqualTo(6 - behind);
    }

    @Test
    void aNodeThatDoesNotKnowFinalizedIsNotAskedForLatestInstead(CapturedOutput output) {
        proxy.onCall("eth_getBlockByNumber")
                .matching(call -> call.params().path(0).asText().equals("finalized"))
                .answer(Answer.error(-32602, "invalid argument 0: hex string without 0x prefix"));
        watched.burns(4);
        watched.start(watched.replicaBy(proxy)
                .patient()
                .with("poller.finality", "finalized")
                .with("poller.interval", "50ms"));
        await().until(() -> headQuestions().size() >= 3);
        assertThat(output).containsPattern(" WARN .*invalid argument 0.*finalized.*POLLER_FINALITY");
        assertThat(headQuestions()).containsOnly("finalized");
        assertThat(proxy.httpRequests()).extracting(RecordedRequest::body).noneMatch(body -> body.contains("latest"));
        assertThat(proxy.callsOf("eth_getLogs")).isEmpty();
        assertThat(watched.cursor()).isEqualTo(-1);
        assertThat(watched.payments()).isZero();

        proxy.heal();
        watched.awaitCursorAt(watched.node().blockOf("finalized"));
    }

    @Test
    void anIdleTickIsOneRequest() throws Exception {
        watched.burn();
        CamelContext camel = watched.start(watched.replicaBy(proxy).patient().with("poller.interval", "50ms"))
                .camel();
        watched.awaitCursorAt(watched.node().head());
        camel.getRouteController().suspendRoute("payment-poller");
        ManagedRouteMBean ticks = camel.getCamelContextExtension()
                .getContextPlugin(ManagedCamelContext.class)
                .getManagedRoute("payment-poller");
        long ticksBefore = ticks.getExchangesTotal();
        proxy.clear();
        camel.getRouteController().resumeRoute("payment-poller");
        await().until(() -> proxy.httpRequests().size() >= 10);
        camel.getRouteController().suspendRoute("payment-poller");
        int counted = (int) (ticks.getExchangesTotal() - ticksBefore);
        assertThat(proxy.httpRequests())
                // A tick that meets a suspension, the first or the second one, ends without a question.
                .hasSizeBetween(counted - 2, counted)
                .allSatisfy(request -> assertThat(request.calls())
                        .extracting(RecordedCall::method)
                        .containsExactly("eth_chainId", "eth_getBlockByNumber"));
    }

    @Test
    void noLogsFromANodeThatLacksTheWindowsEndAreNoWindowWithoutBurns(CapturedOutput output) {
        watched.burns(2);
        long head = watched.node().head();
        String end = "0x" + Long.toHexString(head);
        proxy.onCall("eth_getLogs").answer(Answer.result("[]"));
        proxy.onCall("eth_getBlockByNumber")
                .matching(call -> call.params().path(0).asText().equals(end))
                .answer(Answer.result("null"));
        watched.start(watched.replicaBy(proxy).patient().with("poller.interval", "50ms"));
        await().untilAsserted(() -> assertThat(output)
                .containsPattern(" WARN .*Window 0 to " + head + " was rolled back.*does not have block " + head));
        assertThat(proxy.callsOf("eth_getLogs")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(watched.cursor()).isEqualTo(-1);

        proxy.heal();
        watched.awaitAllRecorded();
        assertThat(watched.payments()).isEqualTo(2);
    }

    /** What block the safe head was asked by; the questions of a window name blocks by number. */
    private List<String> headQuestions() {
        return proxy.callsOf("eth_getBlockByNumber").stream()
                .map(call -> call.params().path(0).asText())
                .filter(block -> !block.startsWith("0x"))
                .toList();
    }
}
