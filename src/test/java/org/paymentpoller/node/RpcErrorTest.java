package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.ledger.BlockWindow;

class RpcErrorTest {

    private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");

    @Test
    void aTimeToWaitMayStandInTheWordsOfTheData() throws JsonProcessingException {
        assertThat(answer("{\"message\":\"denied\",\"data\":{\"reason\":\"rate limit exhausted, retry in 10s\"}}"))
                .returns(Optional.of(Duration.ofSeconds(10)), RpcError::namedWait);
    }

    @Test
    void anErrorObjectHasItsCodeAndMessage() throws JsonProcessingException {
        assertThat(answer("{\"code\":-32005,\"message\":\"limit exceeded\"}"))
                .returns(200, RpcError::httpStatus)
                .returns(Optional.of(-32005L), RpcError::code)
                .returns("limit exceeded", RpcError::message)
                .satisfies(error -> assertThat(error.details()).isEmpty())
                .returns(Optional.empty(), RpcError::range)
                .returns(Optional.empty(), RpcError::namedWait);
    }

    @Test
    void anErrorMayBeATextAlone() throws JsonProcessingException {
        assertThat(answer("\"too many requests\"")).returns("too many requests", RpcError::message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "5", "true", "null", "[]", "{\"message\":null,\"code\":null}", "{\"code\":1.5}"})
    void anErrorThatSaysNothingIsStillOne(String json) throws JsonProcessingException {
        assertThat(answer(json)).returns("", RpcError::message).returns(Optional.empty(), RpcError::code);
    }

    @Test
    void theCodeMayBeAText() throws JsonProcessingException {
        assertThat(answer("{\"code\":\"-32005\"}")).returns(Optional.of(-32005L), RpcError::code);
        assertThat(answer("{\"code\":\"NOPE\"}")).returns(Optional.empty(), RpcError::code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":\"the very words\"}",
                "{\"data\":{\"message\":\"the very words\"}}",
                "{\"data\":{\"details\":[{\"why\":\"the very words\"}]}}",
                "{\"message\":{\"text\":\"the very words\"}}",
                "[\"the very words\"]",
            })
    void textsNestedInTheErrorAreDetails(String json) throws JsonProcessingException {
        assertThat(answer(json).details()).containsExactly("the very words");
    }

    @Test
    void theValuesOfOneObjectStandTogether() throws JsonProcessingException {
        assertThat(answer("{\"data\":{\"blockRange\":5000,\"limit\":1000,\"ok\":false}}")
                        .details())
                .containsExactly("blockRange: 5000, limit: 1000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"rate\":{\"backoff_seconds\":30}}}",
                "{\"data\":{\"backoff_seconds\":30}}",
                "{\"data\":{\"backoff_seconds\":\"30\"}}",
                "{\"backoffSeconds\":30.0}",
                "{\"data\":{\"retry_after\":30}}",
                "{\"message\":\"rate limit, retry in 30s\"}",
            })
    void theTimeToWaitIsFoundWhereverItStands(String json) throws JsonProcessingException {
        assertThat(answer(json).namedWait()).contains(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "\"soon\"", "null", "[]", "1e400", "{\"a\":1}"})
    void nonsenseInItsPlaceNamesNoTime(String value) throws JsonProcessingException {
        assertThat(answer("{\"data\":{\"backoff_seconds\":" + value + "}}").namedWait())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"from\":\"0x10\",\"to\":\"0x20\",\"limit\":10000}}",
                "{\"data\":{\"from\":16,\"to\":32}}",
                "{\"data\":{\"suggestion\":{\"fromBlock\":\"16\",\"toBlock\":\"32\"}}}",
            })
    void aRangeInFieldsOfItsOwnIsRead(String json) throws JsonProcessingException {
        assertThat(answer(json).range()).contains(new BlockWindow(16, 32));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"from\":\"0x20\",\"to\":\"0x10\"}",
                "{\"from\":-1,\"to\":5}",
                "{\"from\":\"0x1\",\"to\":\"latest\"}",
                "{\"from\":\"0x1\"}",
                "{\"from\":\"0x1\",\"to\":\"0xffffffffffffffffff\"}",
                "{\"from\":\"0x1\",\"to\":99999999999999999999}",
                "{\"from\":1.5,\"to\":2.5}",
            })
    void whatIsNoRangeIsLeftOut(String data) throws JsonProcessingException {
        assertThat(answer("{\"data\":" + data + "}").range()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32007,\"message\":\"slow down\"}}",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32007,\"message\":\"slow down\"}}]",
                "[{\"id\":1,\"result\":\"0x1\"},{\"id\":2,\"error\":{\"code\":-32007,\"message\":\"slow down\"}}]",
                "{\"errors\":[{\"code\":-32007,\"message\":\"slow down\"}]}",
                "{\"code\":-32007,\"message\":\"slow down\"}",
                "{\"code\":-32007,\"error\":\"slow down\"}",
            })
    void theErrorIsFoundInTheBodyOfAnHttpFailure(String body) {
        assertThat(http(429, body))
                .returns(429, RpcError::httpStatus)
                .returns(Optional.of(-32007L), RpcError::code)
                .returns("slow down", RpcError::message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow down", " slow down \n"})
    void aBodyThatIsNoJsonIsTheMessage(String body) {
        assertThat(http(503, body)).returns("slow down", RpcError::message).returns(Optional.empty(), RpcError::code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "[[[]]]", "{\"error\":null}"})
    void aBodyThatSaysNothingIsStillAnError(String body) {
        assertThat(http(503, body)).returns(503, RpcError::httpStatus).satisfies(error -> assertThat(error.words())
                .allMatch(words -> words.length() < 2));
    }

    @Test
    void theHeaderNamesTheTimeBeforeTheBodyDoes() {
        RpcError error = RpcError.ofHttp(
                429,
                Optional.of("Wed, 01 Jan 2025 00:00:20 GMT"),
                "{\"data\":{\"backoff_seconds\":30}}".getBytes(StandardCharsets.UTF_8),
                NOW);

        assertThat(error.namedWait()).contains(Duration.ofSeconds(20));
    }

    @Test
    void aWebPageHasNoWords() {
        assertThat(http(502, " \n<html><body>rate limit</body></html>").words()).isEmpty();
    }

    @Test
    void onlyTheBeginningOfALongTextIsKept() throws JsonProcessingException {
        String text = "long text ".repeat(500_000);

        assertThat(http(500, text).message()).hasSize(4096);
        assertThat(http(500, "{\"message\":\"" + text + "\"}").message()).hasSize(4096);
        RpcError error = answer("{\"message\":\"" + text + "\",\"data\":\"" + text + "\"}");
        assertThat(error.message()).hasSize(4096);
        assertThat(error.details()).singleElement().asString().hasSize(4096);
    }

    @Test
    void onlyAPartOfManyTextsIsKept() throws JsonProcessingException {
        assertThat(answer("{\"data\":[" + "\"one text\",".repeat(100_000) + "\"the last\"]}")
                        .details())
                .hasSize(8);
        assertThat(answer("{\"data\":[" + "1,".repeat(100_000) + "1]}").details())
                .singleElement()
                .asString()
                .hasSizeLessThan(4096);
    }

    @Test
    void aDeepErrorIsReadInItsUpperPart() throws JsonProcessingException {
        String deep = "{\"data\":".repeat(500) + "\"the very words\"" + "}".repeat(500);

        assertThat(answer(deep).details()).isEmpty();
        assertThat(http(500, "{\"data\":".repeat(5_000)).httpStatus()).isEqualTo(500);
    }

    @Test
    void itIsShownWithoutWhatTheEndpointWrote() throws JsonProcessingException {
        assertThat(answer("{\"code\":-32005,\"message\":\"no https://example.org/key\"}"))
                .hasToString("HTTP 200, code -32005");
        assertThat(http(502, "https://example.org/key")).hasToString("HTTP 502");
    }

    private static RpcError answer(String error) throws JsonProcessingException {
        return RpcError.ofAnswer(new JsonMapper().readTree(error));
    }

    private static RpcError http(int status, String body) {
        return RpcError.ofHttp(status, Optional.empty(), body.getBytes(StandardCharsets.UTF_8), NOW);
    }
}
