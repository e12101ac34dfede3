package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.paymentpoller.node.ScriptedNode.failure;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.RecordedRequest;
import org.web3j.protocol.core.BatchRequest;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlockNumber;
import org.web3j.protocol.core.methods.response.EthChainId;

@Timeout(30)
class JsonRpcHttpTest {

    private final ScriptedNode node = new ScriptedNode();

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void anAnswerIsReadWhole() throws IOException {
        node.says("{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":\"0x7a69\"}");

        assertThat(ask()).isEqualTo("0x7a69");
    }

    @Test
    void aTruthValueIsNoId() {
        node.http().onRequest().answer(Answer.http(200, "{\"jsonrpc\":\"2.0\",\"id\":true,\"result\":\"0x7a69\"}"));
        Request<?, EthChainId> first = new Request<>("eth_chainId", List.of(), node.client(), EthChainId.class);
        first.setId(1);

        assertThat(failure(() -> node.client().send(first, EthChainId.class)))
                .startsWith("endpoint 1 gave no answer to eth_chainId: ");
    }

    @Test
    void anIdMayComeBackAsText() throws IOException {
        node.says("{\"jsonrpc\":\"2.0\",\"id\":\"ID0\",\"result\":\"0x7a69\"}");

        assertThat(ask()).isEqualTo("0x7a69");
    }

    @Test
    void theKeyIsInTheRequestAndTheCredentialsAreInItsHeader() throws IOException {
        node.tells("eth_chainId", "\"0x1\"");

        ask();

        assertThat(node.http().httpRequests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/v2/0123456789abcdef");
            assertThat(request.authorization()).contains("Basic dXNlcjpwYXNzdzByZA==");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "5",
                "\"0x7a69\"",
                "{\"jsonrpc\":\"2.0\",\"id\":ID0}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID0,\"error\":null}",
                "{\"jsonrpc\":\"2.0\",\"id\":999999,\"result\":\"0x7a69\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":\"0x7a69\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID0.5,\"result\":\"0x7a69\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"ID0.5\",\"result\":\"0x7a69\"}",
                "{\"jsonrpc\":\"2.0\",\"result\":\"0x7a69\"}",
                "[{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":\"0x7a69\"}]"
            })
    void whatIsNoAnswerIsTheNodesFault(String text) {
        node.says(text);

        assertThat(failure(this::ask)).startsWith("endpoint 1 gave no answer to eth_chainId: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>\n<body>try later, 0123456789abcdef</body></html>",
                "{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":\"0x7a",
                "{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":0123456789abcdef}",
                "passw0rd"
            })
    void whatIsNoJsonIsTheNodesFault(String text) {
        node.says(text);

        assertThat(failure(this::ask)).startsWith("endpoint 1 answered what is no JSON: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "[1]", "[]"})
    void aResultOfAnotherKindIsTheNodesFault(String result) {
        node.says("{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":" + result + "}");

        assertThat(failure(this::ask)).startsWith("endpoint 1 answered eth_chainId in an unknown form: ");
    }

    @Test
    void anErrorOfAnotherFormIsTheNodesFault() {
        node.says("{\"jsonrpc\":\"2.0\",\"id\":ID0,\"error\":[\"passw0rd\"]}");

        assertThat(failure(this::ask)).startsWith("endpoint 1 answered eth_chainId with error ");
    }

    @Test
    void anErrorWithoutAnIdIsARefusal() {
        node.says("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32005,"
                + "\"message\":\"limit of key 0123456789abcdef\\nreached\"}}");

        assertThat(failure(this::ask))
                .isEqualTo("endpoint 1 answered eth_chainId with error -32005: limit of key *** reached");
    }

    @Test
    void anHttpErrorIsToldWithItsStatusAndTheNodesMessage() {
        node.says(500, "{\"jsonrpc\":\"2.0\",\"id\":ID0,\"error\":{\"code\":-32000,\"message\":\"no peers\"}}");

        assertThat(failure(this::ask)).isEqualTo("endpoint 1 answered HTTP 500: no peers");
    }

    @Test
    void anHttpErrorWithoutJsonIsToldInOneLine() {
        node.says(403, "<h1>Forbidden</h1>\n<p>bad key 0123456789abcdef</p>");

        assertThat(failure(this::ask)).isEqualTo("endpoint 1 answered HTTP 403: <h1>Forbidden</h1> <p>bad key ***</p>");
    }

    @ParameterizedTest
    @CsvSource({
        "408, ",
        "408, 0",
        "408, 7",
        "408, never",
        "408, 1767225600000",
        "503, ",
        "503, 0",
        "503, 7",
        "503, never",
        "503, 1767225600000"
    })
    void aRequestThatIsRefusedIsNotSentAgainUnseen(int status, @Nullable String retryAfter) {
        node.does(Answer.http(status, retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter), "not now"));

        assertThat(failure(this::ask)).isEqualTo("endpoint 1 answered HTTP " + status + ": not now");
        assertThat(node.http().httpRequests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "1767225600000, 3600"})
    void theTimeThatTheHeaderNamesIsKept(String retryAfter, long seconds) {
        node.does(Answer.http(503, Map.of("Retry-After", retryAfter), "not now"));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(this::ask)
                .satisfies(refused -> assertThat(refused.error().namedWait()).contains(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({
        "-32005, rate limit exceeded, 7",
        "-32007, no, 7",
        "-32000, 'rate limit exceeded, retry in 30s', 7",
        "-32602, 'block range too large, max 3000 blocks', ",
        "-32000, query returned more than 10000 results, ",
        "-32603, Internal error, "
    })
    void underHttp200TheHeaderCountsBesideALimitOfRateOnly(int code, String message, @Nullable Long seconds) {
        String error =
                "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}";
        node.http().onRequest().answerWith(request -> {
            String each = request.calls().stream()
                    .map(call -> error.formatted(call.id()))
                    .collect(Collectors.joining(","));
            return Answer.http(200, Map.of("Retry-After", "7"), request.batch() ? "[" + each + "]" : each);
        });

        for (ThrowingCallable question : List.<ThrowingCallable>of(this::ask, this::askBatch)) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(question)
                    .satisfies(refused -> assertThat(refused.error().namedWait())
                            .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds)));
        }
    }

    @Test
    void theHeaderCountsWhereALimitOfRateStandsInPlaceOfABatchsAnswers() {
        node.does(Answer.http(
                200,
                Map.of("Retry-After", "7"),
                "{\"id\":null,\"error\":{\"code\":-32005,\"message\":\"rate limit exceeded\"}}"));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(this::askBatch)
                .satisfies(refused -> assertThat(refused.error().namedWait()).contains(Duration.ofSeconds(7)));
    }

    @Test
    void aConnectionThatTheEndpointHasClosedMeanwhileIsReplacedByAnother() throws IOException {
        node.tells("eth_chainId", "\"0x1\"");
        JsonRpcHttp client = node.client();
        ask(client);
        node.http().onRequest().times(1).answer(Answer.closeConnection());

        assertThat(ask(client)).isEqualTo("0x1");
    }

    @Test
    void aFaultOfTheClientIsToldAsTheEndpointsInOneLine() {
        OkHttpClient faulty = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    throw new IllegalStateException(
                            "unexpected\nend of " + chain.request().url());
                })
                .build();

        assertThat(failure(() -> ask(new JsonRpcHttp(
                        node.known(), faulty, ScriptedNode.MAX_ANSWER_BYTES, Deadline.in(ScriptedNode.TIMEOUT)))))
                .isEqualTo("endpoint 1 could not be asked: java.lang.IllegalStateException: unexpected end of");
    }

    @Test
    void anAnswerOfTheLargestSizeIsRead() throws IOException {
        String answer = "{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":\"0x7a69\"}";
        node.http().onRequest().answerWith(request -> {
            String text = answer.replace("ID0", request.calls().get(0).id().toString());
            return Answer.http(200, text + " ".repeat((int) ScriptedNode.MAX_ANSWER_BYTES - text.length()));
        });

        assertThat(ask()).isEqualTo("0x7a69");
    }

    @Test
    void aLargerAnswerIsNotRead() {
        node.says(" ".repeat((int) ScriptedNode.MAX_ANSWER_BYTES + 1));

        assertThat(failure(this::ask)).startsWith("endpoint 1 answered more than 32768 bytes");
    }

    @Test
    void aLargerErrorIsNotReadEither() {
        node.says(500, " ".repeat((int) ScriptedNode.MAX_ANSWER_BYTES + 1));

        assertThat(failure(this::ask)).startsWith("endpoint 1 answered more than 32768 bytes");
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsGivenUp() {
        node.does(Answer.hang());

        assertThat(failure(() -> ask(node.client(Duration.ofMillis(100)))))
                .isEqualTo("endpoint 1 did not answer in time (at most 100 ms for the whole question)");
    }

    @Test
    void aConnectionThatEndsWithoutAnAnswerIsTheNodesFault() {
        node.does(Answer.closeConnection());

        assertThat(failure(this::ask)).startsWith("endpoint 1 broke off: ");
    }

    @Test
    void anEndpointThatIsDownIsSaidToBe() {
        JsonRpcHttp client = node.client();
        node.close();

        assertThat(failure(() -> ask(client))).isEqualTo("endpoint 1 cannot be reached: the connection was refused");
    }

    @Test
    void aHostThatDoesNotResolveIsNotShown() {
        NodeEndpoint address =
                NodeEndpoint.parseAll("http://0123456789abcdef.invalid/").get(0);
        JsonRpcHttp client = node.client(new Endpoint(address, 1000, Clock.systemUTC()));

        assertThat(failure(() -> ask(client)))
                .isEqualTo("endpoint 1 cannot be reached: its host name does not resolve");
    }

    @Test
    void theAnswersOfABatchMayComeInAnyOrder() throws IOException {
        node.says("[{\"jsonrpc\":\"2.0\",\"id\":ID1,\"result\":\"0x2\"},"
                + "{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":\"0x1\"}]");

        assertThat(askBatch()).map(answer -> String.valueOf(answer.getResult())).containsExactly("0x1", "0x2");
    }

    @Test
    void anAnswerOfABatchThatIsRepeatedCountsOnce() throws IOException {
        node.says(
                "[{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":\"0x1\"},{\"jsonrpc\":\"2.0\",\"id\":ID1,\"result\":\"0x2\"},"
                        + "{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":\"0x1\"}]");

        assertThat(askBatch()).map(answer -> String.valueOf(answer.getResult())).containsExactly("0x1", "0x2");
    }

    @Test
    void twoDifferentAnswersToOneQuestionOfABatchAreTheNodesFault() {
        node.says(
                "[{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":\"0x1\"},{\"jsonrpc\":\"2.0\",\"id\":ID1,\"result\":\"0x2\"},"
                        + "{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":\"0x3\"}]");

        assertThat(failure(this::askBatch))
                .isEqualTo("endpoint 1 gave two different answers to one question of a batch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":\"0x1\"}]",
                "[{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":\"0x1\"},null]",
                "[{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":\"0x1\"},{\"jsonrpc\":\"2.0\",\"result\":\"0x1\"}]",
                "[{\"jsonrpc\":\"2.0\",\"id\":ID0,\"result\":\"0x1\"},{\"jsonrpc\":\"2.0\",\"id\":77777,\"result\":\"0x1\"}]"
            })
    void aBatchWithACallLeftUnansweredIsTheNodesFault(String text) {
        node.says(text);

        assertThat(failure(this::askBatch)).startsWith("endpoint 1 gave no answer to eth_chainId: ");
    }

    @Test
    void aBatchThatIsRefusedAsAWholeTellsWhy() {
        node.says("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"batches are off\"}}");

        assertThat(failure(this::askBatch))
                .isEqualTo("endpoint 1 answered eth_chainId with error -32600: batches are off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "5", "{\"error\":null}", "{\"error\":\"passw0rd\"}"})
    void whatIsNoBatchIsTheNodesFault(String text) {
        node.says(text);

        assertThat(failure(this::askBatch))
                .matches("endpoint 1 (answered eth_chainId with error |gave no answer to eth_chainId: ).*");
    }

    @Test
    void anEndpointWithoutBatchesIsAskedOneByOneAndRemembered() throws IOException {
        node.tells("eth_chainId", "\"0x1\"").tells("eth_blockNumber", "\"0x1\"");
        node.http().onRequest().matching(RecordedRequest::batch).answer(Answer.http(400, "one call a request, please"));
        Endpoint endpoint = node.known();

        assertThat(askBatch(node.client(endpoint))).hasSize(2);
        assertThat(askBatch(node.client(endpoint))).hasSize(2);

        assertThat(node.http().httpRequests())
                .extracting(RecordedRequest::batch)
                .containsOnlyOnce(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Internal Server Error", "{\"error\":{\"code\":-32603,\"message\":\"Internal error\"}}"})
    void anEndpointThatBreaksAtEachBatchIsAskedOneByOneAndRememberedFromTheSecondTimeOn(String text)
            throws IOException {
        node.tells("eth_chainId", "\"0x1\"").tells("eth_blockNumber", "\"0x1\"");
        node.http().onRequest().matching(RecordedRequest::batch).answer(Answer.http(500, text));
        Endpoint endpoint = node.known();

        for (int time = 0; time < 4; time++) {
            assertThat(askBatch(node.client(endpoint))).hasSize(2);
        }

        assertThat(endpoint.batch().most()).isOne();
        assertThat(node.http().httpRequests())
                .extracting(RecordedRequest::batch)
                .containsExactly(true, false, false, true, false, false, false, false, false, false);
    }

    @Test
    void anEndpointThatBreaksAtABatchOnceIsAskedInSmallerOnesThatTimeOnly() throws IOException {
        node.tells("eth_chainId", "\"0x1\"");
        node.http().onRequest().times(1).answer(Answer.http(500, ""));
        Endpoint endpoint = node.known();

        assertThat(chainIds(endpoint, 12)).hasSize(12);
        assertThat(chainIds(endpoint, 12)).hasSize(12);

        assertThat(node.http().httpRequests())
                .extracting(request -> request.calls().size())
                .containsExactly(12, 6, 6, 12);
    }

    @Test
    void anOutageIsAskedABoundedNumberOfTimesAndTeachesNoSize() throws IOException {
        node.says(500, "");
        Endpoint endpoint = node.known();
        for (int time = 0; time < 3; time++) {
            failure(() -> chainIds(endpoint, 12));
        }
        assertThat(node.http().httpRequests())
                .extracting(request -> request.calls().size())
                .containsExactly(12, 6, 3, 1, 12, 6, 3, 1, 12, 6, 3, 1);
        node.http().heal();
        node.tells("eth_chainId", "\"0x1\"");

        assertThat(chainIds(endpoint, 12)).hasSize(12);
        assertThat(node.http().httpRequests()).hasSize(13);
    }

    @Test
    void aBatchOfWhichOneQuestionBreaksTheEndpointWasNotTooLarge() {
        node.tells("eth_chainId", "\"0x1\"").tells("eth_blockNumber", Answer.http(500, ""));
        Endpoint endpoint = node.known();

        for (int time = 0; time < 3; time++) {
            assertThat(failure(() -> askBatch(node.client(endpoint))))
                    .isEqualTo("endpoint 1 answered HTTP 500: nothing");
        }

        assertThat(endpoint.batch().most()).isEqualTo(1000);
    }

    @Test
    void anOverloadedEndpointIsNotAskedOneByOne() {
        node.says(500, "{\"error\":{\"code\":-32603,\"message\":\"service temporarily unavailable\"}}");

        failure(this::askBatch);

        assertThat(node.http().httpRequests()).hasSize(1);
    }

    @Test
    void aBatchIsHalvedUntilItIsTaken() throws IOException {
        node.tells("eth_chainId", "\"0x1\"");
        refusesMoreThan(3);
        Endpoint endpoint = node.known();

        assertThat(chainIds(endpoint, 12)).hasSize(12);
        assertThat(endpoint.batch().most()).isEqualTo(3);
        assertThat(node.http().httpRequests())
                .extracting(request -> request.calls().size())
                .containsExactly(12, 6, 3, 3, 3, 3);
    }

    @Test
    void aBatchIsCutToTheSizeThatTheEndpointNames() throws IOException {
        node.tells("eth_chainId", "\"0x1\"").tells("eth_blockNumber", "\"0x1\"");
        node.http()
                .onRequest()
                .matching(RecordedRequest::batch)
                .answer(Answer.http(413, "{\"error\":{\"code\":-32600,\"message\":\"batch limit of 1 exceeded\"}}"));
        Endpoint endpoint = node.known();

        assertThat(askBatch(node.client(endpoint))).hasSize(2);
        assertThat(endpoint.batch().most()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"404, not here", "400, ''", "200, ''", "200, {}"})
    void anEndpointThatServesSingleCallsNoBetterIsAskedInBatchesWhenItHasHealed(int status, String text)
            throws IOException {
        Endpoint endpoint = node.known();
        node.says(status, text);
        failure(() -> askBatch(node.client(endpoint)));
        int during = node.http().httpRequests().size();
        node.http().heal();
        node.tells("eth_chainId", "\"0x1\"").tells("eth_blockNumber", "\"0x1\"");

        assertThat(askBatch(node.client(endpoint))).hasSize(2);

        assertThat(node.http().httpRequests()).hasSize(during + 1);
    }

    @Test
    void anEndpointThatLimitsTheRateTooIsNotAskedInRefusedSizesAgain() {
        Endpoint endpoint = node.known();
        node.tells("eth_chainId", Answer.http(429, "slow down"));
        node.http().onRequest().matching(RecordedRequest::batch).answer(Answer.http(405, "no batches"));

        failure(() -> chainIds(endpoint, 6));

        assertThat(endpoint.batch().most()).isOne();
    }

    @Test
    void aSizeThatServedOnceOutlivesAnOutage() throws IOException {
        Endpoint endpoint = node.known();
        node.tells("eth_chainId", "\"0x1\"");
        refusesMoreThan(3);
        chainIds(endpoint, 6);
        node.says(404, "not here");
        failure(() -> chainIds(endpoint, 6));

        assertThat(endpoint.batch().most()).isEqualTo(3);
    }

    @Test
    void aBatchOfWhichOneQuestionIsRefusedWasNotTooLarge() {
        Endpoint endpoint = node.known();
        node.tells("eth_chainId", Answer.error(-32000, "no such thing"));
        refusesMoreThan(3);

        failure(() -> chainIds(endpoint, 6));

        assertThat(endpoint.batch().most()).isEqualTo(3);
    }

    @Test
    void aRateLimitIsNoRefusalOfBatches() {
        node.says(429, "slow down");

        assertThat(failure(this::askBatch)).isEqualTo("endpoint 1 answered HTTP 429: slow down");
        assertThat(node.http().httpRequests()).hasSize(1);
    }

    @Test
    void aClosedClientLeavesTheOthersAlone() throws IOException {
        node.tells("eth_chainId", "\"0x1\"");
        JsonRpcHttp client = node.client();

        client.close();

        assertThat(ask(client)).isEqualTo("0x1");
    }

    private void refusesMoreThan(int calls) {
        node.http()
                .onRequest()
                .matching(request -> request.calls().size() > calls)
                .answer(Answer.error(-32600, "batch size too large"));
    }

    private List<? extends Response<?>> chainIds(Endpoint endpoint, int questions) throws IOException {
        JsonRpcHttp client = node.client(endpoint);
        BatchRequest batch = new BatchRequest(client);
        for (int i = 0; i < questions; i++) {
            batch.add(new Request<>("eth_chainId", List.of(), client, EthChainId.class));
        }
        return batch.send().getResponses();
    }

    private String ask() throws IOException {
        return ask(node.client());
    }

    private static String ask(JsonRpcHttp client) throws IOException {
        return client.send(new Request<>("eth_chainId", List.of(), client, EthChainId.class), EthChainId.class)
                .getResult();
    }

    private List<? extends Response<?>> askBatch() throws IOException {
        return askBatch(node.client());
    }

    private static List<? extends Response<?>> askBatch(JsonRpcHttp client) throws IOException {
        return new BatchRequest(client)
                .add(new Request<>("eth_chainId", List.of(), client, EthChainId.class))
                .add(new Request<>("eth_blockNumber", List.of(), client, EthBlockNumber.class))
                .send()
                .getResponses();
    }
}
