package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
                named(
                        "Retry-After beside a limit of rate under HTTP status 200",
                        () -> Answer.http(
                                200,
                                Map.of("Retry-After", Integer.toString(NAMED_SECONDS)),
                                "{\"jsonrpc\":\"2.0\",\"id\":null,"
                                        + "\"error\":{\"code\":-32005,\"message\":\"rate limit exceeded\"}}")),
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
            endpoint.proxy().onCall("eth_getLogs").answerWith(call -> refusal.get());
        });
        endpoint.awaitWatch("FAILING", "endpoint 1");
        awaitRestWithAFreeCursorRow();
        endpoint.proxy().heal();
        endpoint.requireAllRecorded();

        List<RecordedRequest> requests = endpoint.proxy().httpRequests();
        List<RecordedRequest> ofLogs =
                requests.stream().filter(OneEndpoint::asksForLogs).toList();
        assertThat(ofLogs).hasSizeGreaterThan(1);
        assertThat(ofLogs.subList(0, ofLogs.size() - 1)).allSatisfy(refused -> {
            RecordedRequest next = requests.get(requests.indexOf(refused) + 1);
            assertThat(Duration.between(refused.at(), next.at()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(NAMED_SECONDS));
        });
        List<BlockWindow> asked = AskedRanges.by(endpoint.proxy());
        assertThat(asked).containsOnly(asked.get(0));
    }

    @Test
    void anEndpointThatRefusesEverySecondRequestStillServes() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        endpoint.betweenPolls(() -> {
            endpoint.watched().burns(2);
            endpoint.proxy()
                    .onRequest()
                    .matching(request -> requests.incrementAndGet() % 2 == 0)
                    .answer(Answer.http(429, "Too Many Requests"));
        });

        endpoint.requireAllRecorded();
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
        OneEndpoint.soon().until(() -> askedForLogs().size() >= 4);
        List<Instant> asked = askedForLogs();
        for (int rest = 0; rest < 3; rest++) {
            assertThat(Duration.between(asked.get(rest), asked.get(rest + 1)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1L << rest));
        }
        assertThat(endpoint.proxy().httpRequests())
                .as("a head before each question for logs, and none besides")
                .hasSizeLessThanOrEqualTo(2 * askedForLogs().size() + 1);
        assertThat(endpoint.watched().cursor()).isEqualTo(cursor);
        assertThat(endpoint.endpointHealth().path("lastFailure").asText()).contains("endpoint 1 answered");
        endpoint.proxy().heal();
        endpoint.requireAllRecorded();
    }

    private static List<Instant> askedForLogs() {
        return endpoint.proxy().httpRequests().stream()
                .filter(OneEndpoint::asksForLogs)
                .map(RecordedRequest::at)
                .toList();
    }

    /** Waits for a look at the row that began and ended within one rest, and found the row free. */
    private static void awaitRestWithAFreeCursorRow() {
        OneEndpoint.soon().until(() -> {
            JsonNode rest = endpoint.endpointHealth().path("restsUntil");
            return rest.isTextual()
                    && isCursorRowFree()
                    && endpoint.endpointHealth().path("restsUntil").equals(rest);
        });
    }

    private static boolean isCursorRowFree() {
        return !endpoint.watched()
                .database()
                .sql()
                .sql("SELECT id FROM block_cursors FOR UPDATE SKIP LOCKED")
                .query(String.class)
                .list()
                .isEmpty();
    }

    private static String httpDate(int secondsAhead) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(secondsAhead).atOffset(ZoneOffset.UTC));
    }
}
