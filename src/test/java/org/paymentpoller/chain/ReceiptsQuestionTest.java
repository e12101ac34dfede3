package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paymentpoller.chain.TestChain.CONTRACT;
import static org.paymentpoller.chain.TestChain.blockHash;
import static org.paymentpoller.chain.TestChain.header;
import static org.paymentpoller.chain.TestChain.txHash;
import static org.paymentpoller.node.ScriptedNode.failure;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.RecordedCall;
import org.paymentpoller.fixture.RecordedRequest;
import org.paymentpoller.node.ScriptedNode;

@Timeout(30)
class ReceiptsQuestionTest {

    private static final String BLOOM = "0x" + "ff".repeat(256);
    private static final BlockHeader BLOCK = header(12, BLOOM, txHash(1), txHash(2));
    private static final BlockHeader EMPTY = header(12, BLOOM);

    private static final String BURN = log(txHash(1), CONTRACT, BurnEvent.TOPIC0, TestChain.DIGEST);
    private static final String OTHER_CONTRACT = log(txHash(1), "0x" + "c1".repeat(20), BurnEvent.TOPIC0);
    private static final String OTHER_EVENT = log(txHash(1), CONTRACT, TestChain.DIGEST, BurnEvent.TOPIC0);
    private static final String NO_TOPIC = log(txHash(1), CONTRACT);

    private static final String FIRST = receipt(txHash(1), blockHash(12), BURN);
    private static final String SECOND = receipt(txHash(2), blockHash(12), "");

    private final ScriptedNode node = new ScriptedNode();

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void aBlockWithALogOfTheEventHoldsIt() throws IOException {
        tellsReceipts(FIRST, SECOND);

        assertThat(holds(BLOCK)).isTrue();
    }

    @Test
    void theBlockIsAskedByNumberInOneCall() throws IOException {
        tellsReceipts(FIRST, SECOND);

        holds(BLOCK);

        assertThat(node.http().calls()).singleElement().satisfies(call -> assertThat(call.params())
                .hasToString("[\"0xc\"]"));
    }

    @Test
    void theEventMayStandBehindOtherLogs() throws IOException {
        tellsReceipts(SECOND, receipt(txHash(1), blockHash(12), OTHER_EVENT + "," + OTHER_CONTRACT + "," + BURN));

        assertThat(holds(BLOCK)).isTrue();
    }

    @Test
    void logsOfOtherContractsAndEventsAreNotTheEvent() throws IOException {
        tellsReceipts(receipt(txHash(1), blockHash(12), OTHER_CONTRACT + "," + OTHER_EVENT + "," + NO_TOPIC), SECOND);

        assertThat(holds(BLOCK)).isFalse();
    }

    @Test
    void aBlockWithoutLogsDoesNotHoldTheEvent() throws IOException {
        tellsReceipts(receipt(txHash(1), blockHash(12), ""), SECOND);

        assertThat(holds(BLOCK)).isFalse();
    }

    @Test
    void aBlockWithoutTransactionsDoesNotHoldTheEvent() throws IOException {
        tellsReceipts();

        assertThat(holds(EMPTY)).isFalse();
        assertThat(node.http().calls()).hasSize(1);
    }

    @Test
    void hexInCapitalsIsTheSame() throws IOException {
        node.tells("eth_getBlockReceipts", capitals("[" + FIRST + "," + SECOND + "]"));

        assertThat(holds(BLOCK)).isTrue();
    }

    static Stream<List<String>> unbelievableReceipts() {
        String other = receipt(txHash(2), blockHash(99), "");
        return Stream.of(
                List.of("{}", "answered eth_getBlockReceipts in an unknown form: "),
                List.of("5", "answered eth_getBlockReceipts in an unknown form: "),
                List.of("true", "answered eth_getBlockReceipts in an unknown form: "),
                List.of("\"\"", "answered eth_getBlockReceipts in an unknown form: "),
                List.of("\"0x\"", "answered eth_getBlockReceipts in an unknown form: "),
                List.of("[5,5]", "answered eth_getBlockReceipts in an unknown form: "),
                List.of(FIRST, "answered eth_getBlockReceipts in an unknown form: "),
                List.of("[]", "gave 0 receipts of block 12, which has 2 transactions"),
                List.of("[FIRST]", "gave 1 receipts of block 12, which has 2 transactions"),
                List.of("[FIRST,SECOND,SECOND]", "gave 3 receipts of block 12, which has 2 transactions"),
                List.of("[null,SECOND]", "left out a receipt of block 12"),
                List.of("[{},SECOND]", "gave a receipt's block hash that is missing or not well-formed: nothing"),
                List.of("[FIRST,FIRST]", "gave a receipt too many for block 12, of transaction " + txHash(1)),
                List.of(
                        "[FIRST," + receipt(txHash(3), blockHash(12), "") + "]",
                        "gave a receipt too many for block 12, of transaction " + txHash(3)),
                List.of(
                        "[FIRST," + other + "]",
                        "gave two hashes for block 12: " + blockHash(12) + " and, in its receipts, " + blockHash(99)),
                List.of(
                        "[FIRST," + receipt("0x01", blockHash(12), "") + "]",
                        "gave a receipt's transaction hash that is missing or not well-formed: 0x01"),
                List.of(
                        "[FIRST,{\"transactionHash\":\"" + txHash(2) + "\",\"blockHash\":\"" + blockHash(12) + "\"}]",
                        "gave a receipt without logs, of transaction " + txHash(2)));
    }

    @ParameterizedTest
    @MethodSource("unbelievableReceipts")
    void whatIsNotJustTheBlocksReceiptsIsNotBelieved(List<String> answerAndFault) {
        node.tells(
                "eth_getBlockReceipts",
                answerAndFault.get(0).replace("FIRST", FIRST).replace("SECOND", SECOND));

        assertThat(failure(() -> holds(BLOCK))).startsWith("endpoint 1 " + answerAndFault.get(1));
    }

    @Test
    void receiptsOfABlockThatCameWithoutTransactionsAreNotBelieved() {
        tellsReceipts(FIRST);

        assertThat(failure(() -> holds(EMPTY)))
                .isEqualTo("endpoint 1 gave 1 receipts of block 12, which has 0 transactions");
    }

    static Stream<List<String>> unbelievableLogs() {
        return Stream.of(
                List.of("null", "left out a log of transaction " + txHash(1)),
                List.of("{}", "gave a log without topics"),
                List.of(BURN.replace(CONTRACT, "0x01"), "gave a log's address that is missing or not well-formed: "),
                List.of(
                        BURN.replace(BurnEvent.TOPIC0, "0x01"),
                        "gave a log's topic that is missing or not well-formed: 0x01"),
                List.of(
                        BURN.replace(txHash(1), txHash(2)),
                        "gave a log of transaction " + txHash(2) + " in the receipt of transaction " + txHash(1)),
                List.of(
                        BURN.replace(blockHash(12), blockHash(99)),
                        "gave two hashes for block 12: " + blockHash(12) + " and, in its receipts, " + blockHash(99)));
    }

    @ParameterizedTest
    @MethodSource("unbelievableLogs")
    void oneUnbelievableLogSpoilsTheReceipts(List<String> logAndFault) {
        tellsReceipts(receipt(txHash(1), blockHash(12), BURN + "," + logAndFault.get(0)), SECOND);

        assertThat(failure(() -> holds(BLOCK))).startsWith("endpoint 1 " + logAndFault.get(1));
    }

    @Test
    void aRefusalIsTheNodesFault() {
        node.tells("eth_getBlockReceipts", Answer.error(-32005, "rate limit exceeded"));

        assertThat(failure(() -> holds(BLOCK)))
                .isEqualTo("endpoint 1 answered eth_getBlockReceipts with error -32005: rate limit exceeded");
        assertThat(node.http().calls()).hasSize(1);
    }

    @Test
    void aRefusalByHttpIsTheNodesFault() {
        node.tells("eth_getBlockReceipts", Answer.http(429, "slow down"));

        assertThat(failure(() -> holds(BLOCK))).isEqualTo("endpoint 1 answered HTTP 429: slow down");
        assertThat(node.http().calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "-32601, Method not found",
        "-32601, no",
        "-32000, the method eth_getBlockReceipts does not exist/is not available",
        "-32600, Unsupported method: eth_getBlockReceipts",
        "-32601, eth_getBlockReceipts not found",
        "-32601, the method eth_getBlockReceipts does not exist/is not available",
        "-32601, eth_getBlockReceipts is not available",
        "-32000, Method eth_getBlockReceipts is disabled",
        "-32000, eth_getBlockReceipts is restricted",
        "-32000, eth_getBlockReceipts is not implemented",
        "-32603, internal error"
    })
    void withoutTheMethodTheTransactionsReceiptsAreAskedInOneBatch(int code, String message) throws IOException {
        node.tells("eth_getBlockReceipts", Answer.error(code, message));
        tellsSingleReceipts();

        assertThat(holds(BLOCK)).isTrue();
        assertThat(node.http().httpRequests()).hasSize(2);
        assertThat(node.http().callsOf("eth_getTransactionReceipt"))
                .extracting(RecordedCall::params)
                .hasToString("[[\"" + txHash(1) + "\"], [\"" + txHash(2) + "\"]]");
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}'",
        "403, eth_getBlockReceipts is not available on this plan",
        "404, method not supported",
    })
    void aMissingMethodMayBeToldByHttp(int status, String body) throws IOException {
        node.tells("eth_getBlockReceipts", Answer.http(status, body));
        tellsSingleReceipts();

        assertThat(holds(BLOCK)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "429, slow down",
        "503, no backend",
        "200, '{\"id\":1,\"error\":{\"code\":-32005,\"message\":\"rate limit exceeded\"}}'"
    })
    void anEndpointThatIsBusyIsNotAskedForEachTransactionToo(int status, String body) {
        node.tells("eth_getBlockReceipts", Answer.http(status, body));
        tellsSingleReceipts();

        assertThat(failure(() -> holds(BLOCK))).startsWith("endpoint 1 answered ");
        assertThat(node.http().httpRequests()).hasSize(1);
    }

    @Test
    void aBlockWithoutReceiptsOfItsOwnIsDecidedByTheTransactions() throws IOException {
        node.tells("eth_getBlockReceipts", "null");
        tellsSingleReceipts();

        assertThat(holds(BLOCK)).isTrue();
    }

    @Test
    void receiptsThatAreNotThereInEitherWayDecideNothing() {
        node.tells("eth_getBlockReceipts", "null").tells("eth_getTransactionReceipt", "null");

        assertThat(failure(() -> holds(BLOCK))).isEqualTo("endpoint 1 left out a receipt of block 12");
    }

    @Test
    void whereBatchesAreRefusedTooEachReceiptIsAskedAlone() throws IOException {
        tellsSingleReceipts();
        lacksBlockReceipts();
        node.http().onRequest().matching(RecordedRequest::batch).answer(Answer.http(405, "no batches"));

        assertThat(holds(BLOCK)).isTrue();
        assertThat(node.http().callsOf("eth_getTransactionReceipt")).hasSize(4);
    }

    @Test
    void singleReceiptsWithoutTheEventDecideToo() throws IOException {
        lacksBlockReceipts();
        tellsSingleReceipt(txHash(1), receipt(txHash(1), blockHash(12), OTHER_EVENT));
        tellsSingleReceipt(txHash(2), SECOND);

        assertThat(holds(BLOCK)).isFalse();
    }

    @Test
    void aSingleReceiptThatTheNodeDoesNotHaveIsNotOneWithoutLogs() {
        lacksBlockReceipts();
        tellsSingleReceipt(txHash(1), "null");
        tellsSingleReceipt(txHash(2), SECOND);

        assertThat(failure(() -> holds(BLOCK))).isEqualTo("endpoint 1 left out a receipt of block 12");
    }

    @Test
    void aSingleReceiptOfAnotherBlockIsNotBelieved() {
        lacksBlockReceipts();
        tellsSingleReceipt(txHash(1), FIRST);
        tellsSingleReceipt(txHash(2), receipt(txHash(2), blockHash(99), ""));

        assertThat(failure(() -> holds(BLOCK)))
                .isEqualTo("endpoint 1 gave two hashes for block 12: " + blockHash(12) + " and, in its receipts, "
                        + blockHash(99));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "\"\""})
    void whatIsNoSingleReceiptIsNotBelieved(String result) {
        lacksBlockReceipts();
        tellsSingleReceipt(txHash(1), result);
        tellsSingleReceipt(txHash(2), SECOND);

        assertThat(failure(() -> holds(BLOCK)))
                .startsWith("endpoint 1 answered eth_getTransactionReceipt in an unknown form: ");
    }

    @Test
    void aRefusalOfASingleReceiptIsTheNodesFault() {
        lacksBlockReceipts();
        tellsSingleReceipt(txHash(1), FIRST);
        node.http()
                .onCall("eth_getTransactionReceipt")
                .matching(call -> call.params().path(0).asText().equals(txHash(2)))
                .answer(Answer.error(-32601, "Method not found"));

        assertThat(failure(() -> holds(BLOCK)))
                .isEqualTo("endpoint 1 answered eth_getTransactionReceipt with error -32601: Method not found");
    }

    @Test
    void withoutTheMethodABlockWithoutTransactionsIsBelievedWhereTheNodeCountsNoneInIt() throws IOException {
        lacksBlockReceipts();
        node.tells("eth_getBlockTransactionCountByHash", "\"0x0\"");

        assertThat(holds(EMPTY)).isFalse();
        assertThat(node.http().callsOf("eth_getBlockTransactionCountByHash"))
                .singleElement()
                .satisfies(call -> assertThat(call.params()).hasToString("[\"" + blockHash(12) + "\"]"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"0x3\"', gave block 12 without transactions and counts 3 in it",
        "null, gave a block's number of transactions that is missing or not well-formed: nothing"
    })
    void withoutTheMethodABlockWithoutTransactionsIsNotBelievedOtherwise(String count, String fault) {
        lacksBlockReceipts();
        node.tells("eth_getBlockTransactionCountByHash", count);

        assertThat(failure(() -> holds(EMPTY))).isEqualTo("endpoint 1 " + fault);
    }

    private boolean holds(BlockHeader block) throws IOException {
        return new ReceiptsQuestion(node.endpoint(), node.client()).holdsEvent(block, CONTRACT, BurnEvent.TOPIC0);
    }

    private void lacksBlockReceipts() {
        node.tells("eth_getBlockReceipts", Answer.error(-32601, "Method not found"));
    }

    private void tellsReceipts(String... receipts) {
        node.tells("eth_getBlockReceipts", "[" + String.join(",", receipts) + "]");
    }

    private void tellsSingleReceipts() {
        tellsSingleReceipt(txHash(1), FIRST);
        tellsSingleReceipt(txHash(2), SECOND);
    }

    private void tellsSingleReceipt(String transaction, String receipt) {
        node.http()
                .onCall("eth_getTransactionReceipt")
                .matching(call -> call.params().path(0).asText().equals(transaction))
                .answer(Answer.result(receipt));
    }

    private static String receipt(String transaction, String blockHash, String logs) {
        return """
                {"transactionHash":"%s","blockHash":"%s","status":"0x1","logs":[%s]}
                """.formatted(transaction, blockHash, logs).strip();
    }

    private static String log(String transaction, String contract, String... topics) {
        String quoted = topics.length == 0 ? "" : "\"" + String.join("\",\"", topics) + "\"";
        return """
                {"removed":false,"logIndex":"0x3","transactionIndex":"0x0","transactionHash":"%s","blockHash":"%s",
                 "blockNumber":"0xc","address":"%s","data":"0x","topics":[%s]}
                """.formatted(transaction, blockHash(12), contract, quoted).strip();
    }

    private static String capitals(String json) {
        return Pattern.compile("0x[0-9a-f]+")
                .matcher(json)
                .replaceAll(hex -> "0x" + hex.group().substring(2).toUpperCase(Locale.ROOT));
    }
}
