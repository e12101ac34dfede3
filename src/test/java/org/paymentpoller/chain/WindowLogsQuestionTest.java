package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paymentpoller.chain.TestChain.block;
import static org.paymentpoller.chain.TestChain.blockHash;
import static org.paymentpoller.chain.TestChain.txHash;
import static org.paymentpoller.node.ScriptedNode.blockJson;
import static org.paymentpoller.node.ScriptedNode.failure;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.RecordedRequest;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.ScriptedNode;

@Timeout(30)
class WindowLogsQuestionTest {

    private static final BlockWindow WINDOW = new BlockWindow(10, 20);
    private static final String LOG = """
            {"removed":false,"logIndex":"0x3","transactionIndex":"0x0","transactionHash":"%s","blockHash":"%s",
             "blockNumber":"0xc","address":"%s","data":"0x","topics":["%s"]}
            """.formatted(txHash(1), blockHash(12), TestChain.CONTRACT, BurnEvent.TOPIC0);

    private final ScriptedNode node = new ScriptedNode();

    @BeforeEach
    void answerWell() {
        node.tells("eth_chainId", "\"0x7a69\"").tells("eth_getLogs", "[" + LOG + "]");
        for (long block = 0; block <= 20; block++) {
            node.hasBlock(block);
        }
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void theLogsComeWithTheBlocksAroundThemAndTheirChainInOneRequest() throws IOException {
        WindowLogs logs = ask();

        assertThat(logs).hasSize(1);
        assertThat(((ChainLog) logs.get(0)).txHash()).isEqualTo(txHash(1));
        assertThat(logs.before()).contains(block(9));
        assertThat(logs.end()).isEqualTo(block(20));
        assertThat(logs.chainId()).isEqualTo(31337);
        assertThat(logs.endpoint()).isEqualTo("endpoint 1");
        assertThat(node.http().httpRequests()).hasSize(1);
    }

    @Test
    void anEndBlockThatIsNotTheHeadsIsNotBelieved() {
        assertThat(failure(() -> ask(new BlockId(20, blockHash(99)))))
                .isEqualTo(
                        "endpoint 1 has block 20 as " + blockHash(20) + ", but the head was told as " + blockHash(99));
    }

    @Test
    void anEndBlockThatIsNotTheParentOfTheNextOneIsNotBelieved() throws IOException {
        node.hasBlock(21);
        assertThat(ask(block(30))).hasSize(1);

        node.tellsBlock("0x14", blockJson(20, blockHash(99)));

        assertThat(failure(() -> ask(block(30)))).contains("block 21 the parent " + blockHash(20), blockHash(99));
    }

    @Test
    void aBlockAboveTheWindowThatTheEndpointDoesNotHaveYetIsNotMissed() throws IOException {
        node.tellsBlock("0x15", "null");

        assertThat(ask(block(30)).end()).isEqualTo(block(20));
    }

    @Test
    void nothingIsAskedAboveTheHead() throws IOException {
        ask(block(20));

        assertThat(node.http().callsOf("eth_getBlockByNumber"))
                .noneMatch(call -> call.params().path(0).asText().equals("0x15"));
    }

    @Test
    void whereBatchesAreRefusedTheEndBlockIsAskedAgainBehindTheLogs() throws IOException {
        refuseBatches();

        assertThat(ask()).hasSize(1);
        assertThat(node.http().callsOf("eth_getBlockByNumber"))
                .last()
                .matches(call -> call.params().path(0).asText().equals("0x14"));
    }

    @Test
    void anEndBlockThatChangesBetweenSingleCallsMakesTheLogsUnbelievable() {
        refuseBatches();
        node.http()
                .onCall("eth_getBlockByNumber")
                .matching(call ->
                        logsWereAskedAlone() && call.params().path(0).asText().equals("0x14"))
                .answer(Answer.result(blockJson(20, blockHash(99))));

        assertThat(failure(this::ask)).isEqualTo("endpoint 1 changed block 20 while the window was read");
    }

    private boolean logsWereAskedAlone() {
        return node.http().httpRequests().stream()
                .anyMatch(request ->
                        !request.batch() && request.calls().get(0).method().equals("eth_getLogs"));
    }

    private void refuseBatches() {
        node.http().onRequest().matching(RecordedRequest::batch).answer(Answer.http(405, "no batches"));
    }

    @Test
    void noLogsAreAnEmptyList() throws IOException {
        node.tells("eth_getLogs", "[]");

        assertThat(ask()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "1", "1.5", "\"true\"", "\"false\"", "\"\"", "\" \"", "[]", "{}"})
    void aLogThatIsRemovedByAnythingButATruthValueIsNotLeftOut(String removed) {
        node.tells("eth_getLogs", "[" + LOG.replace("\"removed\":false", "\"removed\":" + removed) + "]");

        assertThat(failure(this::ask)).startsWith("endpoint 1 answered eth_getLogs in an unknown form: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "logIndex":"0x3"  | "logIndex":{}    | a log has an object or a list for a text
                    "logIndex":"0x3"  | "logIndex":["0x3"] | a log has an object or a list for a text
                    "topics":[        | "topics":[[],    | a log has an object or a list for a text
                    "topics":[        | "topics":"0x","other":[ | a log's topics are no list
                    "removed":false   | "removed":0      | a log's removed is no truth value
                    """)
    void aFieldOfAnotherKindIsNoLogs(String field, String other, String problem) {
        node.tells("eth_getLogs", "[" + LOG.replace(field, other) + "]");

        assertThat(failure(this::ask)).isEqualTo("endpoint 1 answered eth_getLogs in an unknown form: " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"0x\"", "[]"})
    void whatIsNoObjectIsNoLog(String element) {
        node.tells("eth_getLogs", "[" + element + "]");

        assertThat(failure(this::ask))
                .isEqualTo("endpoint 1 answered eth_getLogs in an unknown form: a log is no object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"blockNumber", "blockHash", "transactionHash", "logIndex", "address", "data"})
    void anEmptyFieldOfAFirstLogIsNotBelieved(String field) {
        node.tells(
                "eth_getLogs", "[" + LOG.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"\"") + "]");

        assertThat(failure(this::ask)).contains("that is missing or not well-formed");
    }

    @Test
    void aLogWhoseRemovalIsNullIsThere() throws IOException {
        node.tells("eth_getLogs", "[" + LOG.replace("\"removed\":false", "\"removed\":null") + "]");

        assertThat(ask()).hasSize(1);
    }

    @Test
    void thereIsNoBlockBeforeTheFirstOne() throws IOException {
        WindowLogs logs = ask(new BlockWindow(0, 20));

        assertThat(logs.before()).isEmpty();
        assertThat(logs.end()).isEqualTo(block(20));
    }

    @Test
    void aNodeWithoutTheEndBlockIsNotBelievedThatTheWindowIsEmpty() {
        node.tells("eth_getLogs", "[]").tellsBlock("0x14", "null");

        assertThat(failure(this::ask)).isEqualTo("endpoint 1 does not have block 20 yet");
    }

    @Test
    void aNodeWithoutTheBlockBeforeTheWindowIsNotBelieved() {
        node.tellsBlock("0x9", "null");

        assertThat(failure(this::ask)).isEqualTo("endpoint 1 does not have block 9 yet");
    }

    @Test
    void aBlockOtherThanTheOneAskedForIsNotBelieved() {
        node.tellsBlock("0x14", blockJson(19, blockHash(19)));

        assertThat(failure(this::ask)).isEqualTo("endpoint 1 was asked for block 20 and answered block 19");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"logs\":[]}",
                "5",
                "true",
                "\"\"",
                "\"0x\"",
                "[null]",
                "[[]]",
                "[5]",
                "[\"0x01\"]",
                "[null,LOG]",
                "[LOG,null]",
                "[LOG,5]",
                "LOG"
            })
    void whatIsNoListOfLogsIsNeverAWindowWithoutBurns(String result) {
        node.tells("eth_getLogs", result.replace("LOG", LOG));

        assertThat(failure(this::ask)).startsWith("endpoint 1 answered eth_getLogs ");
    }

    @Test
    void aRefusalIsTheNodesFault() {
        node.tells("eth_getLogs", Answer.error(-32005, "query returned more than 10000 results"));

        assertThat(failure(this::ask))
                .isEqualTo("endpoint 1 answered eth_getLogs with error -32005: query returned more than 10000 results");
    }

    @Test
    void anErrorWithoutAMessageIsTheNodesFault() {
        node.says("[{\"id\":ID0,\"result\":\"0x1\"},{\"id\":ID1,\"result\":" + blockJson(20, blockHash(20))
                + "},{\"id\":ID2,\"error\":{\"code\":-32005}}]");

        assertThat(failure(this::ask)).startsWith("endpoint 1 answered eth_getLogs with error -32005: ");
    }

    private WindowLogs ask() throws IOException {
        return ask(WINDOW);
    }

    private WindowLogs ask(BlockId head) throws IOException {
        return new WindowLogsQuestion(node.endpoint(), node.client())
                .ask(new LogsRequest(TestChain.CONTRACT, BurnEvent.TOPIC0, WINDOW).below(head));
    }

    private WindowLogs ask(BlockWindow window) throws IOException {
        return new WindowLogsQuestion(node.endpoint(), node.client())
                .ask(new LogsRequest(TestChain.CONTRACT, BurnEvent.TOPIC0, window));
    }
}
