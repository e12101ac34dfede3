package org.paymentpoller.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus takes what it is given, and each alert fires when it should and only then. */
class PrometheusFilesTest {

    @BeforeAll
    static void requirePromtool() {
        Promtool.requireInstalled();
    }

    @Test
    void theConfigurationAndItsRulesAreValid() {
        requireSuccess("check", "config", path("prometheus.yml"));
        requireSuccess("check", "rules", "--lint-fatal", path("alerts.yml"));
    }

    @Test
    void everyAlertFiresWhenItShouldAndNotOtherwise() {
        requireSuccess("test", "rules", path("alerts-test.yml"));
    }

    @Test
    void everyAlertIsTestedFiringAndNotFiring() {
        List<JsonNode> tested = ObservabilityFiles.elements(
                        ObservabilityFiles.read("observability/alerts-test.yml").path("tests"))
                .flatMap(test -> ObservabilityFiles.elements(test.path("alert_rule_test")))
                .toList();
        assertThat(ObservabilityFiles.alerts()).isNotEmpty().allSatisfy(alert -> assertThat(tested)
                .as(alert.name())
                .filteredOn(test -> test.path("alertname").asText().equals(alert.name()))
                .anyMatch(test -> test.path("exp_alerts").isEmpty())
                .anyMatch(test -> !test.path("exp_alerts").isEmpty()));
    }

    @Test
    void everyPanelAsksWhatPrometheusUnderstands(@TempDir Path folder) throws IOException {
        List<String> expressions = ObservabilityFiles.panelExpressions();
        List<Map<String, String>> rules = IntStream.range(0, expressions.size())
                .mapToObj(number ->
                        Map.of("record", "panel:" + number, "expr", withoutVariables(expressions.get(number))))
                .toList();
        Path file = folder.resolve("panels.yml");
        // JSON is YAML.
        Files.write(
                file,
                new JsonMapper()
                        .writeValueAsBytes(Map.of("groups", List.of(Map.of("name", "panels", "rules", rules)))));
        requireSuccess("check", "rules", file.toString());
    }

    private static String withoutVariables(String expression) {
        return expression.replace("$__rate_interval", "1m").replace("$__range", "1h");
    }

    private static String path(String file) {
        return ObservabilityFiles.FOLDER.resolve(file).toString();
    }

    private static void requireSuccess(String... arguments) {
        Promtool.Outcome outcome = Promtool.run(arguments);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }
}
