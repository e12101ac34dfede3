package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.CursorHistory;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.RecordedCall;
import org.paymentpoller.fixture.RecordedRequest;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.Watched;
import org.paymentpoller.health.ChainHealth;
import org.paymentpoller.health.PollingHealth;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoints;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** One replica with a preferred endpoint and another one, through what befalls either or both. */
@Tag("postgres")
@ExtendWith(OutputCaptureExtension.class)
class SeveralEndpointsIT {

    private static final long OTHER_CHAIN = 5;
    private static final String OTHER_HASH = "0x" + "de".repeat(32);

    private static Watched watched;
    private static AnvilNode otherChain;
    private static NodeProxy first;
    private static NodeProxy second;
    private static Replica replica;
    private static CursorHistory history;

    @BeforeAll
    static void startReplica() {
        watched = Watched.start();
        otherChain = AnvilNode.startOnChain(OTHER_CHAIN);
        first = watched.proxy();
        second = watched.proxy();
        watched.migrate();
        history = CursorHistory.begin(watched);
        replica = watched.start(watched.replicaBy(first, second).patient().with("poller.interval", "50ms"));
        watched.burns(2);
        watched.awaitAllRecorded();
    }

    @AfterAll
    static void end() throws Exception {
        watched.close();
        otherChain.close();
    }

    @AfterEach
    void heal() {
        for (NodeProxy proxy : List.of(first, second)) {
            proxy.moveTo(watched.node());
            proxy.heal();
        }
        soon().until(() ->
                endpoint(0).restsUntil().isEmpty() && endpoint(1).restsUntil().isEmpty());
        // Only logs end a failure that logs began, and a poll that met the last of a rest asks the other for them.
        soon().until(() -> {
            watched.burn();
            watched.awaitAllRecorded();
            return state() == WatchState.POLLING && endpoint(0).lastFailure().isEmpty();
        });
        assertThat(history.moves()).allMatch(move -> move.after() > move.before());
        first.clear();
        second.clear();
    }

    @Test
    void whileThePreferredEndpointServesNoLogsAreAskedAtTheOther() {
        watched.burns(2);
        watched.awaitAllRecorded();

        assertThat(AskedRanges.by(first)).isNotEmpty();
        assertThat(AskedRanges.by(second)).isEmpty();
    }

    @Test
    void afterAFailureTheOtherServesAndThePreferredOneAgainWhenItHasRested() {
        first.onRequest().answer(Answer.http(503, "no backend"));
        watched.burns(2);
        watched.awaitAllRecorded();
        assertThat(AskedRanges.by(second)).isNotEmpty();
        soon().alias("the first rests between questions while the second is asked")
                .until(() -> first.httpRequests().size() < second.httpRequests().size());
        soon().until(() -> state() == WatchState.POLLING);

        first.heal();
        soon().until(() -> endpoint(0).lastFailure().isEmpty());
        second.clear();
        watched.burn();
        watched.awaitAllRecorded();
        assertThat(AskedRanges.by(second)).isEmpty();
    }

    @Test
    void logsThatThePreferredOneRefusesAreAskedAtTheOtherWithAHeadAndAChainOfItsOwn() {
        first.onCall("eth_getLogs").answer(Answer.error(-32601, "the method eth_getLogs is not available"));
        watched.burns(2);
        watched.awaitAllRecorded();

        assertThat(AskedRanges.by(first)).isNotEmpty();
        List<RecordedRequest> requests = second.httpRequests();
        int logs = indexOf(requests, SeveralEndpointsIT::asksForLogs);
        int head = indexOf(requests, SeveralEndpointsIT::asksForHead);
        assertThat(head).as("its own head is asked before its logs").isBetween(0, logs - 1);
        assertThat(requests).filteredOn(SeveralEndpointsIT::asksForHead).allMatch(request -> request.calls().stream()
                .anyMatch(call -> call.method().equals("eth_chainId")));
    }

    @Test
    void everyAnswerOfAWindowIsAskedInOneRequestAtOneEndpoint() {
        first.onCall("eth_getLogs").answer(Answer.error(-32601, "the method eth_getLogs is not available"));
        watched.burn();
        watched.awaitAllRecorded();
        first.heal();
        soon().until(() -> endpoint(0).restsUntil().isEmpty());
        watched.burn();
        watched.awaitAllRecorded();

        for (NodeProxy proxy : List.of(first, second)) {
            assertThat(proxy.httpRequests())
                    .filteredOn(SeveralEndpointsIT::asksForLogs)
                    .isNotEmpty()
                    .allSatisfy(request -> {
                        RecordedCall logs = request.calls().stream()
                                .filter(call -> call.method().equals("eth_getLogs"))
                                .findFirst()
                                .orElseThrow();
                        assertThat(request.calls().stream().map(RecordedCall::method))
                                .contains("eth_chainId");
                        assertThat(request.calls().stream().map(SeveralEndpointsIT::block))
                                .contains(logs.filter("toBlock"), hex(Long.decode(logs.filter("fromBlock")) - 1));
                    });
        }
    }

    @Test
    void aWindowThatIsCutWhileItIsReadMovesTheCursorNoFurtherThanWhatWasRead() {
        first.onCall("eth_getLogs")
                .matching(call -> Long.decode(call.filter("toBlock")) - Long.decode(call.filter("fromBlock")) >= 5)
                .answer(Answer.error(-32602, "block range is limited to 5 blocks"));
        watched.node().mine(20);
        watched.burns(2);
        watched.awaitAllRecorded();

        assertThat(history.moves())
                .filteredOn(move -> move.before() >= watched.cursor() - 22)
                .isNotEmpty()
                .allMatch(move -> move.after() - move.before() <= 5);
    }

    @Test
    void anEndpointOnAnotherChainRefusesTheStartInOneLineWithItsNameAndBothChains(CapturedOutput output) {
        second.moveTo(otherChain);

        assertThatThrownBy(() -> watched.replicaBy(first, second).start()).isInstanceOf(RuntimeException.class);
        assertThat(output.getOut().lines().filter(line -> line.contains(" ERROR ")))
                .singleElement()
                .asString()
                .contains("POLLER_CHAIN_ID: the watch payment-poller belongs to chain 31337", "endpoint 2", "chain 5");
    }

    @Test
    void anEndpointThatChangesItsChainWritesNothingAndTheOtherGoesOn() {
        otherChain.mine((int) watched.node().head() + 20);
        first.moveTo(otherChain);
        watched.burns(2);
        watched.awaitAllRecorded();

        assertThat(replica.bean(ChainHealth.class).health().getStatus()).isEqualTo(Status.UP);
        assertThat(endpoint(0).lastFailure()).contains("endpoint 1 serves chain 5", "belongs to chain 31337");
    }

    @Test
    void anEndpointThatChangesItsChainBehindItsHeadWritesNothingEither() {
        first.onCall("eth_chainId")
                .matching(call -> first.httpRequests().stream()
                        .anyMatch(request -> request.number() == call.request() && asksForLogs(request)))
                .answer(Answer.result("\"0x5\""));
        watched.burns(2);
        watched.awaitAllRecorded();

        assertThat(AskedRanges.by(first)).isNotEmpty();
        assertThat(AskedRanges.by(second)).isNotEmpty();
    }

    @Test
    void whileEveryEndpointIsOnAnotherChainNothingIsWrittenAndTheReplicaIsNotReady() {
        otherChain.mine((int) watched.node().head() + 20);
        long cursor = watched.cursor();
        first.moveTo(otherChain);
        second.moveTo(otherChain);
        watched.burn();

        soon().until(() -> replica.bean(ChainHealth.class).health().getStatus().equals(Status.DOWN));
        assertThat(replica.bean(WatchStatus.class).now().reason()).contains("serves chain 5", "chain 31337");
        await().during(Duration.ofSeconds(3))
                .until(() -> watched.cursor() == cursor && state() == WatchState.WRONG_CHAIN);
    }

    @Test
    void aHeadThatGoesBackwardAtTheOtherEndpointIsWaitedOut() {
        watched.burns(3);
        watched.awaitAllRecorded();
        long cursor = watched.cursor();
        lag(second, cursor - 2);
        first.onRequest().answer(Answer.closeConnection());

        soon().until(() -> state() == WatchState.HEAD_BELOW_CURSOR);
        assertThat(watched.cursor()).isEqualTo(cursor);
        assertThat(AskedRanges.by(second)).isEmpty();
        second.heal();
        watched.burn();
        watched.awaitAllRecorded();
        soon().until(() -> state() == WatchState.POLLING);
    }

    @Test
    void aPreferredEndpointThatIsStuckBelowTheCursorIsPassedOver() {
        watched.burns(2);
        watched.awaitAllRecorded();
        lag(first, watched.cursor() - 1);
        watched.burns(2);
        watched.awaitAllRecorded();

        soon().until(() -> state() == WatchState.POLLING);
    }

    @Test
    void aPreferredEndpointThatIsStuckAtTheCursorIsPassedOver() {
        lag(first, watched.cursor());
        watched.burns(2);

        soon().until(() -> watched.cursor() == watched.node().head());
        watched.awaitAllRecorded();
        soon().until(() -> state() == WatchState.POLLING);
    }

    @Test
    void anotherHashForTheCursorsBlockAtOneEndpointAloneDoesNotHaltTheWatch(CapturedOutput output) {
        tellAnotherHash(first, watched.cursor());
        watched.burns(2);
        watched.awaitAllRecorded();

        assertThat(AskedRanges.by(first)).isNotEmpty();
        assertThat(output).doesNotContain("reorganised");
    }

    @Test
    void anotherHashThatNobodyConfirmsWritesNothingAndDoesNotHaltTheWatch() {
        long cursor = watched.cursor();
        String hash = watched.node().blockHash(cursor);
        tellAnotherHash(first, cursor);
        second.onRequest().answer(Answer.http(503, "no backend"));
        watched.burn();

        soon().until(() -> state() == WatchState.FAILING && reason().contains("no other endpoint confirms it"));
        assertThat(reason()).contains(hash, OTHER_HASH);
        assertThat(watched.cursor()).isEqualTo(cursor);
    }

    @Test
    void anotherHashAtBothHaltsTheWatchUntilOneOfThemHasTheBlockAgain(CapturedOutput output) {
        long cursor = watched.cursor();
        Map<String, Object> row = watched.cursorRow();
        String hash = watched.node().blockHash(cursor);
        tellAnotherHash(first, cursor);
        tellAnotherHash(second, cursor);
        watched.burn();

        soon().until(() -> state() == WatchState.HALTED);
        int judged = AskedRanges.by(first).size();
        soon().until(() -> AskedRanges.by(first).size() > judged + 1);
        assertThat(errors(output))
                .singleElement()
                .asString()
                .contains("reorganised below the cursor", "block " + cursor + " was recorded as " + hash, OTHER_HASH);
        assertThat(watched.cursorRow()).isEqualTo(row);
        assertThat(replica.bean(PollingHealth.class).health().getStatus()).isEqualTo(Status.DOWN);

        second.heal();
        watched.awaitAllRecorded();
        soon().until(() -> state() == WatchState.POLLING);
    }

    @Test
    void logsThatOneEndpointAlwaysRefusesNeedNoSecondTick() throws Exception {
        try (Watched slow = Watched.start()) {
            NodeProxy refusing = slow.proxy();
            NodeProxy serving = slow.proxy();
            refusing.onCall("eth_getLogs").answer(Answer.error(-32601, "the method eth_getLogs is not available"));
            slow.burns(3);
            slow.start(slow.replicaBy(refusing, serving)
                    .patient()
                    .with("poller.interval", "1h")
                    .with("poller.max-block-range", "2"));
            slow.awaitAllRecorded();
            assertThat(AskedRanges.by(serving)).hasSizeGreaterThan(1);
        }
    }

    @Test
    void healthNamesEndpointsByTheirPlaceAlone() {
        first.onRequest().answer(Answer.http(503, "no backend at " + first.url()));
        soon().until(() -> endpoint(0).restsUntil().isPresent());

        String details = String.valueOf(
                replica.bean(PollingHealth.class).health().getDetails().get("endpoints"));
        assertThat(details).contains("endpoint 1", "endpoint 2", "HTTP 503").doesNotContain("127.0.0.1");
    }

    private static void lag(NodeProxy proxy, long head) {
        JsonNode block = watched.node().block(head).orElseThrow();
        proxy.onCall("eth_getBlockByNumber")
                .matching(call -> block(call).equals("latest"))
                .answer(Answer.result(block));
    }

    /** As if the chain had reorganised: the block has another hash, and its child is that one's child. */
    private static void tellAnotherHash(NodeProxy proxy, long number) {
        proxy.onCall("eth_getBlockByNumber").answer(Answer.changed(block -> {
            if (block instanceof ObjectNode header) {
                if (header.path("number").asText().equals(hex(number))) {
                    header.put("hash", OTHER_HASH);
                } else if (header.path("number").asText().equals(hex(number + 1))) {
                    header.put("parentHash", OTHER_HASH);
                }
            }
            return block;
        }));
    }

    private static boolean asksForLogs(RecordedRequest request) {
        return request.calls().stream().anyMatch(call -> call.method().equals("eth_getLogs"));
    }

    private static boolean asksForHead(RecordedRequest request) {
        return request.calls().stream().anyMatch(call -> block(call).equals("latest"));
    }

    private static int indexOf(List<RecordedRequest> requests, Predicate<RecordedRequest> kind) {
        return requests.indexOf(requests.stream().filter(kind).findFirst().orElseThrow());
    }

    /** The block that is asked for; empty where it is no such question. */
    private static String block(RecordedCall call) {
        return call.method().equals("eth_getBlockByNumber")
                ? call.params().path(0).asText()
                : "";
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    private static List<String> errors(CapturedOutput output) {
        return output.getOut().lines().filter(line -> line.contains(" ERROR ")).toList();
    }

    private static Endpoint.Snapshot endpoint(int place) {
        return replica.bean(Endpoints.class).snapshots().get(place);
    }

    private static WatchState state() {
        return replica.bean(WatchStatus.class).now().state();
    }

    private static String reason() {
        return replica.bean(WatchStatus.class).now().reason();
    }

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofMinutes(1));
    }
}
