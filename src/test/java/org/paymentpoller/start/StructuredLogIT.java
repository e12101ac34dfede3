package org.paymentpoller.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.ReplicaProcess;
import org.paymentpoller.fixture.Watched;

/** Every line of a process as JSON, by the one setting that asks for it. */
@Tag("postgres")
class StructuredLogIT {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int PATIENCE_SECONDS = 300;

    private Watched watched;
    private NodeProxy proxy;

    @BeforeEach
    void startServers() {
        watched = Watched.start();
        proxy = watched.proxy();
    }

    @AfterEach
    void endServers() throws Exception {
        watched.close();
    }

    @Test
    void startPollsAFaultAndTheStopAreJsonWithWatchAndWindow() {
        watched.burn();
        long first = watched.node().head();
        Map<String, String> environment = environment();
        environment.put("MANAGEMENT_OTLP_TRACING_ENDPOINT", "http://127.0.0.1:1/v1/traces");
        try (ReplicaProcess replica = ReplicaProcess.start(environment)) {
            soon(replica, "Window 0 to " + first);
            proxy.onCall("eth_getLogs").answer(Answer.http(500, "out of order"));
            watched.burn();
            soon(replica, "was rolled back");
            proxy.heal();
            soon(replica, "Window " + (first + 1) + " to ");
            soon(replica, "does not take traces");
            replica.signal("TERM");
            assertThat(replica.exitCode(PATIENCE_SECONDS)).as(replica.tail()).isIn(0, 143);

            List<JsonNode> lines = everyLine(replica);
            assertThat(lines).extracting(StructuredLogIT::message).anyMatch(text -> text.startsWith("Starting "));
            assertThat(withMessage(lines, "Window 0 to " + first)).allSatisfy(line -> {
                assertThat(line.path("watch").asText()).isEqualTo("payment-poller");
                assertThat(line.path("window").asText()).isEqualTo("0-" + first);
            });
            assertThat(withMessage(lines, "was rolled back")).allSatisfy(line -> {
                assertThat(line.path("watch").asText()).isEqualTo("payment-poller");
                assertThat(line.path("window").asText()).startsWith((first + 1) + "-");
                assertThat(line.path("log").path("level").asText()).isEqualTo("WARN");
            });
            assertThat(withMessage(lines, "does not take traces")).hasSize(1);
            assertThat(lines).noneMatch(line -> line.path("error").has("stack_trace"));
            assertThat(withMessage(lines, "Started PaymentPollerApplication"))
                    .allSatisfy(line -> assertThat(line.has("window")).isFalse());
        }
    }

    @Test
    void aRefusedStartIsJsonToo() {
        Map<String, String> environment = environment();
        environment.put("POLLER_FINALITY", "soon");
        try (ReplicaProcess refused = ReplicaProcess.start(environment)) {
            assertThat(refused.exitCode(PATIENCE_SECONDS)).isEqualTo(1);

            assertThat(withMessage(everyLine(refused), "POLLER_FINALITY is 'soon'"))
                    .extracting(line -> line.path("log").path("level").asText())
                    .containsExactly("ERROR");
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment =
                new LinkedHashMap<>(watched.replicaBy(proxy).asEnvironment());
        environment.put("LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs");
        environment.put("LOGGING_STRUCTURED_ECS_SERVICE_ENVIRONMENT", "test");
        return environment;
    }

    private static void soon(ReplicaProcess replica, String text) {
        await().atMost(Duration.ofMinutes(5))
                .failFast("the replica has ended", () -> !replica.isAlive())
                .until(() -> replica.said(text));
    }

    /** What a log collector needs of each. */
    private static List<JsonNode> everyLine(ReplicaProcess replica) {
        List<JsonNode> lines =
                replica.lines().stream().map(StructuredLogIT::read).toList();
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(Instant.parse(line.path("@timestamp").asText())).isNotNull();
            assertThat(line.path("log").path("level").asText()).isNotEmpty();
            assertThat(line.path("message").isTextual()).isTrue();
            assertThat(line.path("service").path("name").asText()).isEqualTo("payment-poller");
            assertThat(line.path("service").path("version").asText()).isNotEmpty();
            assertThat(line.path("service").path("environment").asText()).isEqualTo("test");
            assertThat(line.path("ecs").path("version").asText()).isNotEmpty();
        });
        return lines;
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    private static List<JsonNode> withMessage(List<JsonNode> lines, String text) {
        List<JsonNode> found =
                lines.stream().filter(line -> message(line).contains(text)).toList();
        assertThat(found).as(text).isNotEmpty();
        return found;
    }

    private static String message(JsonNode line) {
        return line.path("message").asText();
    }
}
