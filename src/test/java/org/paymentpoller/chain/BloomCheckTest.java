package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.paymentpoller.chain.TestChain.blockHash;
import static org.paymentpoller.chain.TestChain.txHash;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.LogLines;
import org.paymentpoller.fixture.StoppedClock;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.Deadline;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeClient;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.NodeLimits;
import org.paymentpoller.node.RefusedException;
import org.paymentpoller.node.ScriptedNode;
import org.paymentpoller.node.TimedOutException;

@Timeout(30)
class BloomCheckTest {

    private static final LogsRequest REQUEST =
            new LogsRequest(TestChain.CONTRACT, BurnEvent.TOPIC0, new BlockWindow(10, 12));

    /** Of block 11, in its first transaction. */
    private static final String LOG = """
            {"removed":false,"logIndex":"0x0","transactionIndex":"0x0","transactionHash":"%s","blockHash":"%s",
             "blockNumber":"0xb","address":"%s","data":"0x","topics":["%s"]}
            """.formatted(txHash(1), blockHash(11), TestChain.CONTRACT, BurnEvent.TOPIC0);

    private final ScriptedNode first = new ScriptedNode();
    private final ScriptedNode second = new ScriptedNode();
    private final NodeClient client = new NodeClient(
            new NodeLimits(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMinutes(1), 1_000_000));
    private Endpoints endpoints = endpoints(first, second);
    private final WindowReader reader = new WindowReader(endpoints, client);

    @BeforeEach
    void answerWithoutLogs() {
        for (ScriptedNode node : new ScriptedNode[] {first, second}) {
            node.tells("eth_chainId", "\"0x7a69\"")
                    .tells("eth_getLogs", "[]")
                    .hasBlock(9)
                    .hasBlock(10)
                    .tellsBlock("0xb", fullBloom(11))
                    .hasBlock(12);
        }
    }

    @AfterEach
    void end() {
        client.close();
        first.close();
        second.close();
    }

    @Test
    void blocksWhoseBloomsAreSilentTooAreBelievedAtOnce() throws IOException {
        first.hasBlock(11);

        assertThat(settled()).isEmpty();
        assertThat(first.http().httpRequests()).hasSize(1);
    }

    @Test
    void blocksWhoseLogsCameAreBelievedAtOnce() throws IOException {
        first.tells("eth_getLogs", "[" + LOG + "]");

        assertThat(settled()).hasSize(1);
        assertThat(first.http().httpRequests()).hasSize(1);
    }

    @Test
    void logsThatComeWhenAskedAgainAreTaken() throws IOException {
        first.tells("eth_getLogs", "[" + LOG + "]")
                .http()
                .onCall("eth_getLogs")
                .times(1)
                .answer(Answer.result("[]"));

        WindowLogs settled = settled();

        assertThat(settled).hasSize(1);
        assertThat(settled.endpoint()).isEqualTo("endpoint 1");
        assertThat(second.http().calls()).isEmpty();
    }

    @Test
    void logsThatAnotherEndpointHasAreTakenThereAndTheFirstOneRests() throws IOException {
        second.tells("eth_getLogs", "[" + LOG + "]");

        WindowLogs settled = settled();

        assertThat(settled).hasSize(1);
        assertThat(settled.endpoint()).isEqualTo("endpoint 2");
        assertThat(first.http().callsOf("eth_getLogs")).hasSize(2);
        assertThat(endpoints.snapshots().get(0).lastFailure())
                .isEqualTo("endpoint 1 left out logs of block 11, which the chain has");
        assertThat(endpoints.snapshots().get(0).restsUntil()).isPresent();
    }

    @Test
    void anEndpointOfAnotherChainSaysNothingAboutLogsThatWereLeftOut() throws IOException {
        first.tells("eth_getBlockReceipts", "[" + receipt("") + "]");
        second.tells("eth_chainId", "\"0x1\"").hasBlock(11);

        assertEndpointOneIsBelieved();
    }

    @Test
    void anEndpointWithAnotherEndBlockSaysNothingAboutLogsThatWereLeftOut() throws IOException {
        first.tells("eth_getBlockReceipts", "[" + receipt("") + "]");
        second.hasBlock(11).tellsBlock("0xc", ScriptedNode.blockJson(12, blockHash(99)));

        assertEndpointOneIsBelieved();
    }

    @Test
    void anEndpointThatServesFewerBlocksSaysNothingAboutThoseBehindThem() throws IOException {
        first.tells("eth_getBlockReceipts", "[" + receipt("") + "]");
        endpoints.all().get(1).width().limitedByBlocks(1);

        assertEndpointOneIsBelieved();
    }

    @Test
    void anotherBloomOfTheSameBlockIsNoLog() throws IOException {
        first.tells("eth_getBlockReceipts", "[" + receipt("") + "]");
        second.hasBlock(11);

        assertEndpointOneIsBelieved();
    }

    @Test
    void receiptsWithoutSuchALogShowThatTheBloomWasAFalsePositive() throws IOException {
        first.tells("eth_getBlockReceipts", "[" + receipt("") + "]");

        assertThat(settled()).isEmpty();
        assertThat(first.http().callsOf("eth_getBlockReceipts")).hasSize(1);
        assertThat(endpoints.snapshots().get(0).restsUntil()).isEmpty();
    }

    @Test
    void transactionsAreNotMissedInBlocksWhoseReceiptsAreNotNeeded() throws IOException {
        first.tellsBlock("0xb", blockWithout("transactions"));

        assertThat(settled()).isEmpty();
        assertThat(first.http().httpRequests()).hasSize(1);
    }

    @Test
    void receiptsAreNotBelievedOfABlockWithoutItsTransactions() {
        first.tellsBlock("0xb", fullBloom(11).replace(",\"transactions\":[\"" + txHash(1) + "\"]", ""))
                .tells("eth_getBlockReceipts", "[" + receipt("") + "]");

        assertThatThrownBy(this::settled)
                .isInstanceOf(NodeException.class)
                .hasMessage("endpoint 1 gave block 11 without its transactions");
    }

    @Test
    void wholeTransactionsDoAsWellAsTheirHashes() throws IOException {
        first.tellsBlock("0xb", fullBloom(11).replace("\"" + txHash(1) + "\"", "{\"hash\":\"" + txHash(1) + "\"}"))
                .tells("eth_getBlockReceipts", "[" + receipt("") + "]");

        assertThat(settled()).isEmpty();
        assertThat(first.http().callsOf("eth_getBlockReceipts")).hasSize(1);
    }

    @Test
    void aMissingBloomIsMissed() {
        first.tellsBlock("0xb", blockWithout("logsBloom"));

        assertThatThrownBy(this::settled)
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("gave block 11 a logsBloom that is missing");
    }

    @Test
    void receiptsWithSuchALogMakeTheAnswerUnbelievable() {
        first.tells("eth_getBlockReceipts", "[" + receipt(LOG) + "]");

        assertThatThrownBy(this::settled)
                .isInstanceOf(NodeException.class)
                .hasMessage("endpoint 1 left out logs of block 11, which the chain has");
        assertThat(endpoints.snapshots().get(0).restsUntil()).isPresent();
    }

    @Test
    void receiptsDecideWhereTheOtherEndpointDoesNotAnswerOrThereIsNone() throws IOException {
        first.tells("eth_getBlockReceipts", "[" + receipt("") + "]");
        second.does(Answer.http(503, "busy"));
        assertThat(settled()).isEmpty();

        endpoints = endpoints(first);
        assertThat(settled()).isEmpty();
        assertThat(first.http().callsOf("eth_getBlockReceipts")).hasSize(2);
    }

    @Test
    void receiptsDecideInTimeWhereTheOtherEndpointHangs() throws IOException {
        first.tells("eth_getBlockReceipts", "[" + receipt("") + "]");
        second.does(Answer.hang());

        assertThat(settled(true, Duration.ofSeconds(6))).isEmpty();
        assertThat(second.http().httpRequests()).isNotEmpty();
        assertThat(endpoints.snapshots().get(0).restsUntil()).isEmpty();
        assertThat(endpoints.all().get(0).width().blocks()).isEqualTo(1000);
    }

    @Test
    void whereAQuorumComparesTheOthersAreLeftToIt() throws IOException {
        first.tells("eth_getBlockReceipts", "[" + receipt("") + "]");
        second.does(Answer.http(503, "busy"));

        assertThat(settled(new NodeRules(2, true), Duration.ofSeconds(20))).isEmpty();
        assertThat(second.http().httpRequests()).isEmpty();
    }

    @Test
    void whileNothingDecidesTheWindowIsNotBelieved() {
        first.tells("eth_getBlockReceipts", "null").tells("eth_getTransactionReceipt", "null");

        assertThatThrownBy(this::settled).hasMessage("endpoint 1 left out a receipt of block 11");
    }

    @Test
    void whereReceiptsAreRefusedTheSettingThatHelpsIsNamed() {
        first.tells("eth_getBlockReceipts", Answer.error(-32601, "Method not found"))
                .tells("eth_getTransactionReceipt", Answer.error(-32601, "Method not found"));

        assertThatThrownBy(this::settled)
                .isInstanceOf(RefusedException.class)
                .hasMessage("endpoint 1 answered eth_getTransactionReceipt with error -32601: Method not found; "
                        + "where receipts are not to be had, POLLER_NODE_BLOOM_CHECK=false does without");
        assertThat(endpoints.snapshots().get(0).lastFailure()).endsWith("does without");
    }

    @Test
    void whereTheReceiptsOfAWindowTakeTooLongFewerBlocksAreAskedForNext() {
        first.tells("eth_getBlockReceipts", Answer.hang());
        second.does(Answer.http(503, "busy"));

        assertThatThrownBy(() -> settled(true, Duration.ofSeconds(2))).isInstanceOf(TimedOutException.class);
        assertThat(endpoints.all().get(0).width().blocks()).isOne();
    }

    @Test
    void whereBloomsAreNotComparedTheAnswerStandsAndTheLogSaysSo() throws IOException {
        try (LogLines log = LogLines.of(BloomCheck.class)) {
            assertThat(settled(false, Duration.ofSeconds(20))).isEmpty();
            assertThat(log.soFar()).singleElement().asString().startsWith("WARN Blooms are not compared");
        }
        assertThat(first.http().httpRequests()).hasSize(1);
    }

    private void assertEndpointOneIsBelieved() throws IOException {
        WindowLogs settled = settled();

        assertThat(settled.endpoint()).isEqualTo("endpoint 1");
        assertThat(settled.window()).isEqualTo(REQUEST.window());
        assertThat(endpoints.snapshots().get(0).restsUntil()).isEmpty();
    }

    private WindowLogs settled() throws IOException {
        return settled(true, Duration.ofSeconds(20));
    }

    private WindowLogs settled(boolean compared, Duration budget) throws IOException {
        return settled(new NodeRules(1, compared), budget);
    }

    private WindowLogs settled(NodeRules rules, Duration budget) throws IOException {
        Deadline deadline = Deadline.in(budget);
        WindowLogs answer = reader.read(endpoints.all().get(0), REQUEST, deadline);
        return new BloomCheck(endpoints, client, reader, rules).settle(answer, deadline);
    }

    /** Their rests do not end while a test looks at them. */
    private static Endpoints endpoints(ScriptedNode... nodes) {
        String urls = Stream.of(nodes).map(ScriptedNode::url).collect(Collectors.joining(","));
        return new Endpoints(NodeEndpoint.parseAll(urls).stream()
                .map(address -> new Endpoint(address, 1000, new StoppedClock()))
                .toList());
    }

    /** A block of one transaction, whose bloom can hold anything. */
    private static String fullBloom(long number) {
        return ScriptedNode.blockJson(number, blockHash(number))
                .replace("0".repeat(512), "f".repeat(512))
                .replace("\"transactions\":[]", "\"transactions\":[\"" + txHash(1) + "\"]");
    }

    private static String blockWithout(String field) {
        return ScriptedNode.blockJson(11, blockHash(11)).replace("\"" + field + "\"", "\"another field\"");
    }

    private static String receipt(String logs) {
        return "{\"transactionHash\":\"%s\",\"blockHash\":\"%s\",\"blockNumber\":\"0xb\",\"status\":\"0x1\",\"logs\":[%s]}"
                .formatted(txHash(1), blockHash(11), logs);
    }
}
