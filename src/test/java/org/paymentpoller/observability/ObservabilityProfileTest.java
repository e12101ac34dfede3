package org.paymentpoller.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docker-compose.yml starts Prometheus and Grafana for whoever asks for them, and for nobody else. */
class ObservabilityProfileTest {

    private static final JsonNode COMPOSE = ObservabilityFiles.read("docker-compose.yml");

    @ParameterizedTest
    @ValueSource(strings = {"prometheus", "grafana"})
    void oneOfTheProfileHasAPinnedImageAndIsReachedFromThisMachineAlone(String name) {
        JsonNode service = COMPOSE.at("/services/" + name);
        assertThat(texts(service.path("profiles"))).containsExactly("observability");
        assertThat(service.path("image").asText()).matches("\\$\\{[A-Z]+_IMAGE:-[a-z/]+:v?\\d+\\.\\d+\\.\\d+}");
        assertThat(texts(service.path("ports"))).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:${"));
    }

    @Test
    void everyPollerIsScrapedUnderTheJobThatTheAlertsLookFor() {
        JsonNode scrape =
                ObservabilityFiles.read("observability/prometheus.yml").at("/scrape_configs/0");
        List<String> pollers = COMPOSE.path("services").properties().stream()
                .filter(service -> service.getKey().startsWith("poller-"))
                .map(service -> service.getKey() + ":8080")
                .toList();
        assertThat(pollers).isNotEmpty();
        assertThat(texts(scrape.at("/static_configs/0/targets"))).containsExactlyInAnyOrderElementsOf(pollers);
        assertThat(scrape.path("metrics_path").asText()).isEqualTo("/actuator/prometheus");
        assertThat(ObservabilityFiles.ruleExpressions().stream()
                        .flatMap(expression -> Promql.selectors(expression).stream())
                        .filter(one -> one.metric().equals("up")))
                .isNotEmpty()
                .allMatch(one -> Set.of(scrape.path("job_name").asText())
                        .equals(one.values().get("job")));
    }

    private static List<String> texts(JsonNode array) {
        return ObservabilityFiles.elements(array).map(JsonNode::asText).toList();
    }
}
