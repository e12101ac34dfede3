package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Named.named;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.RecordedRequest;
import org.paymentpoller.ledger.BlockWindow;

/** An endpoint that wants to be left alone is, and nobody waits for it at the cursor row. */
@Tag("postgres")
class RestsOfAnEndpointIT {

    private static final int NAMED_SECONDS = 3;

    private static OneEndpoint endpoint;

    @BeforeAll
    static void start() throws Exception {
        endpoint = OneEndpoint.start(Map.of());
    }

    @AfterAll
    static void end() throws Exception {
        endpoint.close();
    }

    @AfterEach
    void heal() {
        endpoint.proxy().heal();
    }

    static Stream<Named<Supplier<Answer>>> restsThatAreNamed() {
        return Stream.of(
                named(
                        "Retry-After in seconds",
                        () -> Answer.http(
                                429, Map.of("Retry-After", Integer.toString(NAMED_SECONDS)), "Too Many Requests")),
                // A date has no fractions of a second.
                named(
                        "Retry-After as a date",
                        () -> Answer.http(429, Map.of("Retry-After", httpDate(NAMED_SECONDS + 1)), "")),
                named(
                        "Retry-After of an endpoint that is down for maintenance",
                        () -> Answer.http(503, Map.of("Retry-After", Integer.toString(NAMED_SECONDS)), "maintenance")),
                named("backoff_seconds under HTTP status 200", () -> {
                    ObjectNode data = JsonNodeFactory.instance.objectNode();
                    data.putObject("rate").put("backoff_seconds", NAMED_SECONDS);
                    return Answer.error(-32005, "daily request count exceeded, request rate limited", data);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("restsThatAreNamed")
    void aRestThatIsNamedIsKeptWithoutACallAndTheRangeIsNotShrunk(Supplier<Answer> refusal) throws Exception {
        endpoint.betweenPolls(() -> {
            endpoint.watched().burns(4);
            endpoint.proxy().onCall("eth_getLogs").times(1).answerWith(call -> refusal.get());
        });
        OneEndpoint.soon()
                .until(() -> endpoint.endpointHealth().path("restsUntil").isTextual());
        endpoint.awaitWatch("FAILING", "endpoint 1");
        requireCursorRowIsFree();
        endpoint.requireAllRecorded();
        List<RecordedRequest> requests = endpoint.proxy().httpRequests();
        int refused = requests.indexOf(
                requests.stream().filter(OneEndpoint::asksForLogs).findFirst().orElseThrow());
        assertThat(Duration.between(
                        requests.get(refused).at(), requests.get(refused + 1).at()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(NAMED_SECONDS));
        List<BlockWindow> asked = AskedRanges.by(endpoint.proxy());
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1)).isEqualTo(asked.get(0));
    }

    static Stream<Named<Answer>> whatNoRetryHeals() {
        return Stream.of(
                named(
                        "a method that is disabled",
                        Answer.error(-32601, "the method eth_getLogs does not exist/is not available")),
                named("a key that is not known", Answer.http(401, "{\"error\":\"invalid api key\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatNoRetryHeals")
    void whatNoRetryHealsIsSaidAskedForRarelyAndStillHealsWithTheEndpoint(Answer refusal) throws Exception {
        long cursor = endpoint.watched().cursor();
        endpoint.betweenPolls(() -> {
            endpoint.watched().burns(2);
            endpoint.proxy().onCall("eth_getLogs").answer(refusal);
        });
        endpoint.awaitWatch("FAILING", "endpoint 1 answered");
        // Head and logs at the beginning and after rests of 1, 2 and 4 s.
        await().during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(8))
                .until(() -> endpoint.proxy().httpRequests().size() <= 8);
        assertThat(endpoint.watched().cursor()).isEqualTo(cursor);
        assertThat(endpoint.endpointHealth().path("lastFailure").asText()).contains("endpoint 1 answered");
        endpoint.proxy().heal();
        endpoint.requireAllRecorded();
    }

    private static void requireCursorRowIsFree() {
        assertThat(endpoint.watched()
                        .database()
                        .sql()
                        .sql("SELECT id FROM block_cursors FOR UPDATE NOWAIT")
                        .query(String.class)
                        .list())
                .hasSize(1);
    }

    private static String httpDate(int secondsAhead) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(secondsAhead).atOffset(ZoneOffset.UTC));
    }
}
