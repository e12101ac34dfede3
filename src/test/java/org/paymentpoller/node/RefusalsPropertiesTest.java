package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.RefusalsTest.Row;

class RefusalsPropertiesTest {

    private static final BlockWindow ASKED = new BlockWindow(7_000_000, 7_099_999);
    private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** In capitals the words of such a name can no longer be told apart. */
    private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][A-Z]");

    private static final List<String> PHRASES = List.of(
            "block range",
            "too large",
            "limit",
            "max",
            "at most",
            "exceeds",
            "try",
            "with this range",
            "[",
            "]",
            "-",
            ",",
            "to",
            "0x",
            "0x6acfc0",
            "0x6b930f",
            "7000000",
            "7099999",
            "7049999",
            "0",
            "1",
            "100000",
            "99999",
            "18446744073709551616",
            "9223372036854775807",
            "1e9",
            "10k",
            "2K",
            "results",
            "logs",
            "batch",
            "rate limit",
            "retry after",
            "seconds",
            "method not found",
            "block not found",
            "head",
            "\u0000",
            "\u2028",
            "<html>",
            "eth_getLogs",
            "{",
            "}",
            "50 blocks",
            "only",
            "1,000",
            "0 - 1024 blocks",
            "Infinity",
            "-5");

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> sayings = Arbitraries.of(PHRASES).list().ofMaxSize(12).map(phrases -> phrases.stream()
                .collect(Collectors.joining(" ")));
        return Arbitraries.oneOf(sayings, Arbitraries.strings().ofMaxLength(40));
    }

    @Provide
    Arbitrary<JsonNode> errors() {
        return nested(3);
    }

    private Arbitrary<JsonNode> nested(int depth) {
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                texts().map(JSON::textNode),
                Arbitraries.longs().map(JSON::numberNode),
                Arbitraries.doubles().map(JSON::numberNode),
                Arbitraries.of(JSON.nullNode(), JSON.booleanNode(true)));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<String> names = Arbitraries.of(
                "message",
                "code",
                "data",
                "error",
                "errors",
                "from",
                "to",
                "fromBlock",
                "toBlock",
                "limit",
                "backoff_seconds",
                "Retry-After",
                "maxAllowedRange");
        Arbitrary<JsonNode> object = Arbitraries.maps(names, nested(depth - 1))
                .ofMaxSize(5)
                .map(fields -> JSON.objectNode().setAll(fields));
        Arbitrary<JsonNode> array = nested(depth - 1).list().ofMaxSize(3).map(elements -> JSON.arrayNode()
                .addAll(elements));
        return Arbitraries.frequencyOf(Tuple.of(3, leaf), Tuple.of(4, object), Tuple.of(1, array));
    }

    @Provide
    Arbitrary<BlockWindow> ranges() {
        Arbitrary<Long> from = Arbitraries.longs().between(0, Long.MAX_VALUE / 2);
        Arbitrary<Long> blocks = Arbitraries.longs().between(1, 1_000_000);
        return Arbitraries.oneOf(
                Arbitraries.of(ASKED, new BlockWindow(7_000_000, 7_000_000), new BlockWindow(7_000_000, 7_000_001)),
                Combinators.combine(from, blocks).as((first, count) -> new BlockWindow(first, first + count - 1)));
    }

    @Property(tries = 400)
    void whateverAnErrorSaysItAsksForSomethingThatCanBeDone(
            @ForAll("errors") JsonNode error, @ForAll("ranges") BlockWindow asked) {
        requireSensible(RpcError.ofAnswer(error), asked);
    }

    @Property
    void whateverComesUnderAnHttpStatusAsksForSomethingThatCanBeDone(
            @ForAll @IntRange(min = 300, max = 599) int status,
            @ForAll("texts") String retryAfter,
            @ForAll("errors") JsonNode body,
            @ForAll @IntRange(min = 0, max = 200) int cutAt,
            @ForAll("ranges") BlockWindow asked) {
        String text = body.toString();
        String cut = text.substring(0, Math.min(cutAt, text.length()));

        for (String one : List.of(text, cut)) {
            requireSensible(
                    RpcError.ofHttp(status, Optional.of(retryAfter), one.getBytes(StandardCharsets.UTF_8), NOW), asked);
        }
    }

    private static void requireSensible(RpcError error, BlockWindow asked) {
        Refusal refusal = Refusals.read(error, Optional.of(asked));
        if (refusal instanceof Refusal.Suggested suggested) {
            assertThat(suggested.range().from()).isEqualTo(asked.from());
            assertThat(suggested.range().to()).isLessThan(asked.to());
        } else if (refusal instanceof Refusal.AtMost limit) {
            assertThat(limit.blocks()).isBetween(1L, asked.blocks() - 1);
        } else if (refusal instanceof Refusal.Halve) {
            assertThat(asked.blocks()).isGreaterThan(1);
        } else if (refusal instanceof Refusal.Wait wait) {
            wait.named().ifPresent(time -> assertThat(time).isPositive().isLessThanOrEqualTo(Duration.ofHours(1)));
        }
        assertThat(Refusals.read(error, Optional.empty()))
                .isInstanceOfAny(Refusal.Wait.class, Refusal.Ahead.class, Refusal.Hopeless.class);
        BatchRefusals.batchLimit(error).ifPresent(limit -> assertThat(limit).isPositive());
    }

    @Provide
    Arbitrary<Row> sayings() throws IOException {
        return Arbitraries.of(Stream.concat(RefusalsTest.publicEndpoints(), RefusalsTest.otherWordings())
                .filter(row -> row.http() == 200 && row.message().length() > 2)
                .toList());
    }

    @Property
    void theMeaningSurvivesHoweverDeepItStandsInTheData(
            @ForAll("sayings") Row row, @ForAll @IntRange(min = 1, max = 3) int depth, @ForAll boolean inArrays) {
        ObjectNode data = JSON.objectNode().put("reason", row.message());
        for (int level = 1; level < depth; level++) {
            data = JSON.objectNode().set("cause", inArrays ? JSON.arrayNode().add(data) : data);
        }
        ObjectNode error = error(row, "Invalid params");
        error.set("data", data);

        assertThat(meaning(error)).isEqualTo(meaning(error(row, row.message())));
    }

    @Property
    void theMeaningSurvivesAnotherCase(@ForAll("sayings") Row row, @ForAll boolean inCapitals) {
        boolean parted =
                CAMEL_CASE.matcher(row.message().replace("eth_getLogs", "")).find();
        String message = parted
                ? row.message()
                : inCapitals
                        ? row.message().toUpperCase(Locale.ROOT)
                        : row.message().toLowerCase(Locale.ROOT);

        assertThat(meaning(error(row, message))).isEqualTo(meaning(error(row, row.message())));
    }

    @Property
    void theMeaningSurvivesWordsAroundIt(
            @ForAll("wholeSentences") Row row, @ForAll("preludes") String before, @ForAll("postludes") String after) {
        assertThat(meaning(error(row, before + row.message() + after))).isEqualTo(meaning(error(row, row.message())));
    }

    /** Some sayings are so short that only as the whole text they mean something. */
    @Provide
    Arbitrary<Row> wholeSentences() throws IOException {
        return sayings().filter(row -> row.message().split(" ").length > 4);
    }

    @Provide
    Arbitrary<String> preludes() {
        return Arbitraries.of(
                "", "Error: ", "RPC error -- ", "upstream said: ", "[node-7] ", "ERROR\t", "\"", "\u0000");
    }

    @Provide
    Arbitrary<String> postludes() {
        return Arbitraries.of("", ".", " (see https://docs.example/limits)", "\n", "\"", " [trace 8f3ab]");
    }

    private static ObjectNode error(Row row, String message) {
        ObjectNode error = JSON.objectNode().put("message", message);
        return row.code().isEmpty() ? error : error.put("code", Long.parseLong(row.code()));
    }

    private static Refusal meaning(ObjectNode error) {
        return Refusals.read(RpcError.ofAnswer(error), Optional.of(ASKED));
    }
}
