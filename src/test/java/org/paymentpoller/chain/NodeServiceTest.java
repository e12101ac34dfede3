package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.paymentpoller.chain.TestChain.blockHash;
import static org.paymentpoller.chain.TestChain.txHash;
import static org.paymentpoller.node.ScriptedNode.blockJson;
import static org.paymentpoller.node.ScriptedNode.failure;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.RecordedCall;
import org.paymentpoller.fixture.StoppedClock;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeClient;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.NodeLimits;
import org.paymentpoller.node.ScriptedNode;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog;

@Timeout(30)
class NodeServiceTest {

    private static final String LOG = """
            {"removed":false,"logIndex":"0x3","transactionIndex":"0x0","transactionHash":"%s","blockHash":"%s",
             "blockNumber":"0xc","address":"%s","data":"0x","topics":["%s"]}
            """.formatted(txHash(1), blockHash(12), TestChain.CONTRACT, BurnEvent.TOPIC0);

    private static final NodeLimits LIMITS =
            new NodeLimits(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMinutes(1), 1_000_000);
    private static final NodeLimits SHORT_LIMITS =
            new NodeLimits(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(6), 1_000_000);

    private final StoppedClock clock = new StoppedClock();

    private final ScriptedNode first = new ScriptedNode();
    private final ScriptedNode second = new ScriptedNode();
    private final ScriptedNode third = new ScriptedNode();
    private final KnownChain chain = new KnownChain();
    private Endpoints endpoints = endpoints(first, second);
    private Web3j node = node(1);

    @BeforeEach
    void answerWell() {
        for (ScriptedNode endpoint : List.of(first, second, third)) {
            endpoint.tells("eth_chainId", "\"0x7a69\"")
                    .tells("eth_getLogs", "[]")
                    .tellsBlock("latest", blockJson(20, blockHash(20)));
            for (long block = 9; block <= 20; block++) {
                endpoint.hasBlock(block);
            }
        }
    }

    @AfterEach
    void end() {
        node.shutdown();
        first.close();
        second.close();
        third.close();
    }

    @Test
    void theFirstEndpointIsAskedWhileItAnswers() throws IOException {
        assertThat(head().endpoint()).isEqualTo("endpoint 1");
        assertThat(logs().endpoint()).isEqualTo("endpoint 1");
        assertThat(second.http().calls()).isEmpty();
    }

    @Test
    void theLogsAreAskedWhereTheHeadCameFrom() throws IOException {
        first.close();

        assertThat(head().endpoint()).isEqualTo("endpoint 2");
        assertThat(logs().endpoint()).isEqualTo("endpoint 2");
    }

    @Test
    void anEndpointThatAnswersNonsenseIsPassedOver() throws IOException {
        first.says("<html>maintenance</html>");

        assertThat(head().endpoint()).isEqualTo("endpoint 2");
    }

    @Test
    void anEndpointThatGivesAnErrorWithoutAMessageIsPassedOver() throws IOException {
        first.says("[{\"id\":ID0,\"result\":\"0x1\"},{\"id\":ID1,\"error\":{\"code\":-32000}}]");

        assertThat(head().endpoint()).isEqualTo("endpoint 2");
    }

    @Test
    void anEndpointThatDoesNotAnswerInTimeIsPassedOver() {
        node = node(1, SHORT_LIMITS);
        first.does(Answer.hang());

        // The other one has as little time, and on a slow machine may need another rest.
        await().ignoreExceptions().untilAsserted(() -> {
            clock.pass(Duration.ofMinutes(1));
            assertThat(head().endpoint()).isEqualTo("endpoint 2");
        });
    }

    @Test
    void theFirstEndpointIsAskedAgainWhenItHasRested() throws IOException {
        first.http().onRequest().times(1).answer(Answer.http(503, "busy"));

        assertThat(head().endpoint()).isEqualTo("endpoint 2");
        assertThat(head().endpoint()).isEqualTo("endpoint 2");
        assertThat(first.http().httpRequests()).hasSize(1);
        clock.pass(Duration.ofMillis(1_001));
        assertThat(head().endpoint()).isEqualTo("endpoint 1");
        assertThat(logs().endpoint()).isEqualTo("endpoint 1");
    }

    @Test
    void anEndpointThatNamesMoreSecondsThanAnIntHoldsRestsAndIsPassedOver() throws IOException {
        first.does(Answer.http(503, Map.of("Retry-After", "1767225600000"), "down"));

        assertThat(head().endpoint()).isEqualTo("endpoint 2");
        assertThat(head().endpoint()).isEqualTo("endpoint 2");
        assertThat(endpoints.all().get(0).rest()).isEqualTo(Duration.ofHours(1));
        assertThat(first.http().httpRequests()).hasSize(1);
    }

    @Test
    void anEndpointRestsForAsLongAsItNames() throws IOException {
        first.http().onRequest().times(1).answer(Answer.http(429, Map.of("Retry-After", "60"), "slow down"));

        assertThat(head().endpoint()).isEqualTo("endpoint 2");
        assertThat(endpoints.snapshots().get(0).restsUntil())
                .contains(clock.instant().plusSeconds(60));
        assertThat(endpoints.snapshots().get(0).servedBlocks())
                .as("a rate is no width")
                .isEqualTo(1000);
    }

    @Test
    void aWindowThatAnEndpointDoesNotServeIsAskedWholeAtTheNextOne() throws IOException {
        first.tells("eth_getLogs", Answer.error(-32005, "the method is disabled"));
        head();
        second.http().clear();

        assertThat(logs().endpoint()).isEqualTo("endpoint 2");
        assertThat(second.http().callsOf("eth_chainId")).hasSize(2);
        assertThat(second.http()
                        .callsOf("eth_getBlockByNumber")
                        .get(0)
                        .params()
                        .path(0)
                        .asText())
                .as("its own head first")
                .isEqualTo("latest");
    }

    @Test
    void aWindowIsCutToTheHeadOfTheEndpointThatServesIt() throws IOException {
        first.tells("eth_getLogs", Answer.error(-32005, "the method is disabled"));
        head();
        second.tellsBlock("latest", blockJson(15, blockHash(15)));

        assertThat(logs().window()).isEqualTo(new BlockWindow(10, 15));
    }

    @Test
    void anEndpointWithoutASafeBlockOfTheWindowDoesNotServeIt() throws IOException {
        first.tells("eth_getLogs", Answer.error(-32005, "the method is disabled"));
        head();
        second.tellsBlock("latest", blockJson(9, blockHash(9)));

        assertThat(failure(this::logs))
                .isEqualTo("endpoint 1 answered eth_getLogs with error -32005: the method is disabled; "
                        + "endpoint 2 has no safe block 10 yet");
    }

    @Test
    void aRefusedRangeIsNarrowedInTheSameWindow() throws IOException {
        first.http()
                .onCall("eth_getLogs")
                .matching(call -> blocks(call) > 3)
                .answer(Answer.error(-32602, "block range is too wide"));
        head();

        assertThat(logs().window()).isEqualTo(new BlockWindow(10, 11));
        assertThat(first.http().callsOf("eth_getLogs"))
                .extracting(NodeServiceTest::blocks)
                .containsExactly(11L, 5L, 2L);
        assertThat(second.http().calls()).isEmpty();
        assertThat(endpoints.snapshots().get(0).servedBlocks()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"error\":{\"code\":-32603,\"message\":\"Internal error\"}}",
                "500 | ''",
                "504 | <html>504 Gateway Time-out</html>",
                "524 | error code: 524"
            })
    void aRangeThatIsTooMuchForTheNodeOrItsGatewayIsNarrowedInTheSameWindow(int status, String body)
            throws IOException {
        first.http().onCall("eth_getLogs").matching(call -> blocks(call) > 3).answer(Answer.http(status, body));
        head();

        assertThat(logs().window()).isEqualTo(new BlockWindow(10, 11));
        assertThat(second.http().calls()).isEmpty();
        assertThat(endpoints.snapshots().get(0).servedBlocks()).isEqualTo(2);
    }

    @Test
    void anEndpointThatBreaksAtEveryRangeIsAskedABoundedNumberOfTimesAndFewerTheNextTime() throws IOException {
        first.tells("eth_getLogs", Answer.http(500, ""));
        head();
        assertThat(logs().endpoint()).isEqualTo("endpoint 2");
        int atFirst = first.http().httpRequests().size();
        assertThat(atFirst).isLessThanOrEqualTo(25);

        clock.pass(Duration.ofMillis(1_001));
        head();
        assertThat(logs().endpoint()).isEqualTo("endpoint 2");
        assertThat(first.http().httpRequests()).hasSizeLessThanOrEqualTo(atFirst + 5);
        assertThat(endpoints.snapshots().get(0).batchSize()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 524})
    void aHeadThatIsRefusedWithoutAWordBeginsARestWhateverTheStatus(int status) throws IOException {
        first.says(status, "");

        assertThat(head().endpoint()).isEqualTo("endpoint 2");
        assertThat(endpoints.all().get(0).rest()).isEqualTo(Duration.ofSeconds(1));
        assertThat(endpoints.snapshots().get(0).servedBlocks()).isEqualTo(1000);
    }

    @Test
    void aHeadBelowTheCursorIsPassedOverWhereAnotherEndpointIsAhead() throws IOException {
        chain.is(new KnownChain.Known(Optional.of(31337L), 18, Optional.empty()));
        first.tellsBlock("latest", blockJson(17, blockHash(17)));

        assertThat(head().endpoint()).isEqualTo("endpoint 2");
    }

    @Test
    void aHeadBelowTheCursorIsToldWhereNoEndpointIsAhead() throws IOException {
        chain.is(new KnownChain.Known(Optional.of(31337L), 30, Optional.empty()));

        assertThat(head().getNumber()).isEqualTo(20);
    }

    @Test
    void anEndpointOnAnotherChainIsPassedOver() throws IOException {
        chain.is(new KnownChain.Known(Optional.of(31337L), 9, Optional.empty()));
        first.tells("eth_chainId", "\"0x5\"");

        assertThat(head().endpoint()).isEqualTo("endpoint 2");
    }

    @Test
    void endpointsThatAreAllOnOtherChainsAreSaidToBe() {
        chain.is(new KnownChain.Known(Optional.of(31337L), 9, Optional.empty()));
        first.tells("eth_chainId", "\"0x5\"");
        second.tells("eth_chainId", "\"0x6\"");

        assertThatThrownBy(this::head)
                .hasMessageContainingAll("serves chain 5", "serves chain 6", "belongs to chain 31337")
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).hasOnlyElementsOfType(WrongChainException.class));
    }

    @Test
    void anAnswerThatContradictsTheCursorIsAskedElsewhere() throws IOException {
        chain.is(new KnownChain.Known(Optional.of(31337L), 9, Optional.of(blockHash(9))));
        first.tellsBlock("0x9", blockJson(9, blockHash(99)))
                .tellsBlock("0xa", blockJson(10, blockHash(10)).replace(blockHash(9), blockHash(99)));
        head();

        assertThat(logs().endpoint()).isEqualTo("endpoint 2");
    }

    @Test
    void anAnswerThatEveryEndpointGivesIsLeftToTheWatchToJudge() throws IOException {
        chain.is(new KnownChain.Known(Optional.of(31337L), 9, Optional.of(blockHash(99))));
        head();

        assertThat(logs().endpoint()).isEqualTo("endpoint 1");
    }

    @Test
    void aQuorumTakesTheLowestHead() throws IOException {
        node = node(2);
        second.tellsBlock("latest", blockJson(15, blockHash(15)));

        assertThat(head().getNumber()).isEqualTo(15);
    }

    @Test
    void aQuorumNeedsAsManyHeads() {
        node = node(2);
        second.says(503, "busy");

        assertThat(failure(this::head)).startsWith("endpoint 2 answered HTTP 503: busy");
    }

    @Test
    void aWindowThatTheOtherEndpointTellsOtherwiseHasNoQuorum() throws IOException {
        node = node(2);
        second.tells("eth_getLogs", "[" + LOG + "]");
        head();

        assertThatThrownBy(this::logs)
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("endpoint 1 has window 10 to 20 as only 1 of the 2 endpoints of"
                        + " POLLER_RPC_QUORUM: endpoint 2 tells otherwise");
    }

    @Test
    void aQuorumAgreesOnAsManyBlocksAsEachOfItServes() throws IOException {
        node = node(2);
        second.http()
                .onCall("eth_getLogs")
                .matching(call -> blocks(call) > 5)
                .answer(Answer.error(-32602, "block range is too wide"));
        head();

        assertThat(logs().window()).isEqualTo(new BlockWindow(10, 14));
    }

    @Test
    void twoOfThreeAreAQuorumAgainstTheFirst() throws IOException {
        endpoints = endpoints(first, second, third);
        node = node(2);
        first.tells("eth_getLogs", "[" + LOG + "]");
        head();

        assertThat(logs()).isEmpty();
    }

    @Test
    void twoOfThreeAreAQuorumWhereTheSecondHangs() {
        endpoints = endpoints(first, second, third);
        node = node(2, SHORT_LIMITS);
        second.tells("eth_getLogs", Answer.hang());

        // The others have little time too, and on a slow machine may need another rest.
        await().ignoreExceptions().untilAsserted(() -> {
            clock.pass(Duration.ofMinutes(1));
            head();
            assertThat(logs().endpoint()).isEqualTo("endpoint 1");
        });
        assertThat(second.http().callsOf("eth_getLogs")).isNotEmpty();
        assertThat(endpoints.snapshots().get(0).restsUntil()).isEmpty();
    }

    @Test
    void whenNoEndpointAnswersEachOnesFailureIsTold() {
        first.says(401, "no");
        second.says(403, "no");

        assertThat(failure(this::head)).isEqualTo("endpoint 1 answered HTTP 401: no; endpoint 2 answered HTTP 403: no");
    }

    @Test
    void aQuestionOutsideTheRoutesGoesWhereTheHeadCameFrom() throws IOException {
        first.close();
        head();
        second.tells("eth_gasPrice", "\"0x5\"");

        assertThat(node.ethGasPrice().send().getGasPrice()).isEqualTo(5);
    }

    @Test
    void aBlockByNumberIsNoQuestionForTheHead() throws IOException {
        node.ethGetBlockByNumber(DefaultBlockParameter.valueOf(BigInteger.valueOf(9)), false)
                .send();

        assertThat(first.http().calls()).extracting(RecordedCall::method).containsExactly("eth_getBlockByNumber");
    }

    private SafeHead head() throws IOException {
        return (SafeHead) node.ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false)
                .send()
                .getBlock();
    }

    @SuppressWarnings("rawtypes") // web3j's own element type
    private WindowLogs logs() throws IOException {
        List<EthLog.LogResult> logs = node.ethGetLogs(new EthFilter(
                                DefaultBlockParameter.valueOf(BigInteger.TEN),
                                DefaultBlockParameter.valueOf(BigInteger.valueOf(20)),
                                TestChain.CONTRACT)
                        .addSingleTopic(BurnEvent.TOPIC0))
                .send()
                .getLogs();
        return (WindowLogs) logs;
    }

    private Endpoints endpoints(ScriptedNode... nodes) {
        String urls = Stream.of(nodes).map(ScriptedNode::url).collect(Collectors.joining(","));
        return new Endpoints(NodeEndpoint.parseAll(urls).stream()
                .map(address -> new Endpoint(address, 1000, clock))
                .toList());
    }

    private Web3j node(int quorum) {
        return node(quorum, LIMITS);
    }

    private Web3j node(int quorum, NodeLimits limits) {
        return Web3j.build(new NodeService(
                endpoints, new NodeClient(limits), chain, Finality.parse("latest"), new NodeRules(quorum, true)));
    }

    private static long blocks(RecordedCall call) {
        JsonNode filter = call.params().path(0);
        return Long.decode(filter.path("toBlock").asText())
                - Long.decode(filter.path("fromBlock").asText())
                + 1;
    }
}
