package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.ledger.BlockWindow;

class RefusalsTest {

    private static final BlockWindow ASKED = new BlockWindow(7_000_000, 7_099_999);
    private static final BlockWindow ONE_BLOCK = new BlockWindow(7_000_000, 7_000_000);
    private static final long MID = 7_049_999;
    private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");

    /**
     * One refusal and what it asks for.
     *
     * @param expect as the tables explain it
     */
    record Row(int http, String code, String message, String expect) {

        RpcError error() {
            return error(errorObject(message));
        }

        /** The text where some endpoints put it, under a message that says nothing. */
        RpcError inData() {
            ObjectNode error = errorObject("Invalid params");
            error.putObject("data").put("payload", message);
            return error(error);
        }

        private RpcError error(ObjectNode error) {
            if (http == 200) {
                return RpcError.ofAnswer(error);
            }
            String body = code.isEmpty()
                    ? message
                    : JsonNodeFactory.instance.objectNode().set("error", error).toString();
            return RpcError.ofHttp(http, Optional.empty(), body.getBytes(StandardCharsets.UTF_8), NOW);
        }

        private ObjectNode errorObject(String text) {
            ObjectNode error = JsonNodeFactory.instance.objectNode().put("message", text);
            return code.isEmpty() ? error : error.put("code", Long.parseLong(code));
        }

        @Override
        public String toString() {
            return http + " " + code + " " + message + " -> " + expect;
        }
    }

    static Stream<Row> publicEndpoints() throws IOException {
        return rows("/rpc-errors.tsv", 1);
    }

    static Stream<Row> otherWordings() throws IOException {
        return rows("/refusal-wordings.tsv", 0);
    }

    @ParameterizedTest
    @MethodSource("publicEndpoints")
    void whatPublicEndpointsAnswerIsUnderstood(Row row) {
        assertMeans(row.expect(), Refusals.read(row.error(), Optional.of(ASKED)));
    }

    @ParameterizedTest
    @MethodSource("otherWordings")
    void otherWordsOfTheSameSenseAreUnderstood(Row row) {
        assertMeans(row.expect(), Refusals.read(row.error(), Optional.of(ASKED)));
    }

    static Stream<Row> sayingsUnder200() throws IOException {
        return Stream.concat(publicEndpoints(), otherWordings())
                .filter(row -> row.http() == 200 && row.message().length() > 2);
    }

    @ParameterizedTest
    @MethodSource("sayingsUnder200")
    void theSameTextNestedInTheErrorsDataIsUnderstood(Row row) {
        assertMeans(row.expect(), Refusals.read(row.inData(), Optional.of(ASKED)));
    }

    static Stream<Row> refusalsOfARange() throws IOException {
        return Stream.concat(publicEndpoints(), otherWordings())
                .filter(row -> row.expect().matches("(halve|blocks|suggested).*"));
    }

    @ParameterizedTest
    @MethodSource("refusalsOfARange")
    void aSingleBlockIsNeverMadeSmaller(Row row) {
        assertThat(Refusals.read(row.error(), Optional.of(ONE_BLOCK))).isEqualTo(new Refusal.Wait(Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("refusalsOfARange")
    void aQuestionWithoutARangeIsNeverMadeSmaller(Row row) {
        assertThat(Refusals.read(row.error(), Optional.empty())).isEqualTo(new Refusal.Wait(Optional.empty()));
    }

    @Test
    void theTimeThatAnEndpointNamesIsKept() throws IOException {
        RpcError error = RpcError.ofAnswer(new JsonMapper().readTree("""
                        {"code":-32005,"message":"project ID request rate exceeded","data":{
                         "rate":{"allowed_rps":1,"backoff_seconds":30,"current_rps":1.4},"see":"https://example.org"}}
                        """));

        assertThat(Refusals.read(error, Optional.of(ASKED)))
                .isEqualTo(new Refusal.Wait(Optional.of(Duration.ofSeconds(30))));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 429, 503})
    void anEndpointThatNamesATimeMeansToWaitWhateverItsStatus(int status) {
        RpcError error = RpcError.ofHttp(status, Optional.of("7"), new byte[0], NOW);

        assertThat(Refusals.read(error, Optional.of(ASKED)))
                .isEqualTo(new Refusal.Wait(Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void aRangeInFieldsOfTheDataIsASuggestion() throws IOException {
        RpcError error = RpcError.ofAnswer(new JsonMapper().readTree("""
                        {"code":-32005,"message":"query returned more than 10000 results",
                         "data":{"from":"0x6acfc0","limit":10000,"to":"0x6b930f"}}
                        """));

        assertThat(Refusals.read(error, Optional.of(ASKED)))
                .isEqualTo(new Refusal.Suggested(new BlockWindow(7_000_000, MID), Refusal.Reason.RESULTS));
    }

    @Test
    void theRangeThatWasAskedForIsNoSuggestionWhereTheErrorRepeatsIt() throws IOException {
        RpcError error = RpcError.ofAnswer(new JsonMapper()
                .readTree("{\"message\":\"no\",\"data\":{\"fromBlock\":\"7000000\",\"toBlock\":\"7099999\"}}"));

        assertThat(Refusals.read(error, Optional.of(ASKED))).isEqualTo(new Refusal.Halve(Refusal.Reason.UNKNOWN));
    }

    @Test
    void aLimitInAFieldOfTheDataIsRead() throws IOException {
        RpcError error = RpcError.ofAnswer(new JsonMapper().readTree("""
                        {"code":-32012,"message":"Request exceeds defined limit",
                         "data":{"details":{"maxAllowedRange":1000,"requestedRange":100000}}}
                        """));

        assertThat(Refusals.read(error, Optional.of(ASKED))).isEqualTo(new Refusal.AtMost(1000));
    }

    @Test
    void theNumberOfResultsInTheDataIsNoLimitOfBlocks() throws IOException {
        RpcError error = RpcError.ofAnswer(new JsonMapper().readTree("""
                        {"code":-32005,"message":"query returned more than 10000 results","data":{"limit":10000}}
                        """));

        assertThat(Refusals.read(error, Optional.of(ASKED))).isEqualTo(new Refusal.Halve(Refusal.Reason.RESULTS));
    }

    @ParameterizedTest
    @ValueSource(longs = {10_001, 10_002, 1_000_000})
    void aLimitIsBelievedWhereItIsBelowWhatWasAsked(long blocks) throws IOException {
        assertThat(limited(blocks)).isEqualTo(new Refusal.AtMost(10_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 9_999, 10_000})
    void aLimitThatWasKeptIsNotTheReason(long blocks) throws IOException {
        assertThat(limited(blocks)).isEqualTo(new Refusal.Halve(Refusal.Reason.BLOCKS));
    }

    @Test
    void aRefusalOfABatchSaysNothingAboutTheRange() throws IOException {
        RpcError error = RpcError.ofAnswer(
                new JsonMapper().readTree("{\"code\":-32600,\"message\":\"batch size exceeds the limit of 50\"}"));

        assertThat(Refusals.read(error, Optional.of(ASKED))).isEqualTo(new Refusal.Wait(Optional.empty()));
    }

    private static Refusal limited(long blocks) throws IOException {
        RpcError error = RpcError.ofAnswer(
                new JsonMapper().readTree("{\"message\":\"eth_getLogs is limited to a 10,000 range\"}"));
        return Refusals.read(error, Optional.of(new BlockWindow(5, 5 + blocks - 1)));
    }

    private static void assertMeans(String expect, Refusal refusal) {
        List<String> parts = List.of(expect.split(":", -1));
        switch (parts.get(0)) {
            case "halve" ->
                assertThat(refusal).isInstanceOfSatisfying(Refusal.Halve.class, halve -> {
                    if (parts.size() > 1) {
                        assertThat(halve.reason()).hasToString(parts.get(1));
                    }
                });
            case "blocks" -> assertThat(refusal).isEqualTo(new Refusal.AtMost(Long.parseLong(parts.get(1))));
            case "suggested" ->
                assertThat(refusal).isInstanceOfSatisfying(Refusal.Suggested.class, suggested -> assertThat(
                                suggested.range())
                        .isIn(new BlockWindow(ASKED.from(), MID), new BlockWindow(ASKED.from(), ASKED.from() + 499)));
            case "wait" -> assertThat(refusal).isInstanceOf(Refusal.Wait.class);
            case "ahead" -> assertThat(refusal).isEqualTo(new Refusal.Ahead());
            case "config" -> assertThat(refusal).isEqualTo(new Refusal.Hopeless());
            default -> throw new IllegalArgumentException("The tables know no " + expect);
        }
    }

    /** Every line of a table but its comments. */
    private static Stream<Row> rows(String table, int firstColumn) throws IOException {
        try (InputStream in = Objects.requireNonNull(RefusalsTest.class.getResourceAsStream(table))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#") && !line.isBlank())
                            .map(line -> List.of(line.split("\t", -1)))
                            .map(cells -> new Row(
                                    Integer.parseInt(cells.get(firstColumn)),
                                    cells.get(firstColumn + 1),
                                    filledIn(cells.get(firstColumn + 2)),
                                    cells.get(firstColumn + 3)))
                            .toList()
                            .stream();
        }
    }

    private static String filledIn(String message) {
        return message.replace("{from}", Long.toHexString(ASKED.from()))
                .replace("{from+499}", Long.toHexString(ASKED.from() + 499))
                .replace("{mid}", Long.toHexString(MID))
                .replace("{to}", Long.toHexString(ASKED.to()))
                .replace("{from.}", Long.toString(ASKED.from()))
                .replace("{mid.}", Long.toString(MID));
    }
}
