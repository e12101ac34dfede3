package org.paymentpoller.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.paymentpoller.fixture.ProjectFiles;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What stands in the files of observability/. */
final class ObservabilityFiles {

    /** The folder. */
    static final Path FOLDER = ProjectFiles.of("observability");

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), *\\w+\\)");

    private ObservabilityFiles() {}

    /** A YAML or JSON file of the project. */
    static JsonNode read(String file) {
        try {
            String text = Files.readString(ProjectFiles.of(file));
            return file.endsWith(".json")
                    ? JSON.readTree(text)
                    : JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The alert rules of alerts.yml. */
    static List<Alert> alerts() {
        return rules().filter(rule -> rule.has("alert"))
                .map(rule -> new Alert(
                        rule.path("alert").asText(),
                        rule.at("/labels/severity").asText(),
                        rule.at("/annotations/summary").asText(),
                        rule.at("/annotations/description").asText(),
                        rule.at("/annotations/runbook_url").asText()))
                .toList();
    }

    /** The names that the recording rules of alerts.yml give. */
    static List<String> recorded() {
        return rules().filter(rule -> rule.has("record"))
                .map(rule -> rule.path("record").asText())
                .toList();
    }

    /** The expressions of all rules. */
    static List<String> ruleExpressions() {
        return rules().map(rule -> rule.path("expr").asText()).toList();
    }

    /** The dashboard. */
    static JsonNode dashboard() {
        return read("observability/grafana/dashboards/payment-poller.json");
    }

    /** The dashboard's panels but for the headings of its rows. */
    static List<JsonNode> panels() {
        return elements(dashboard().path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    /** The expressions of all panels. */
    static List<String> panelExpressions() {
        return panels().stream()
                .flatMap(panel -> elements(panel.path("targets")))
                .map(target -> target.path("expr").asText())
                .toList();
    }

    /** The expressions whose labels the dashboard's variables offer. */
    static List<String> variableExpressions() {
        return elements(dashboard().at("/templating/list"))
                .map(variable -> variable.at("/query/query").asText())
                .map(LABEL_VALUES::matcher)
                .filter(Matcher::matches)
                .map(query -> query.group(1))
                .toList();
    }

    /** The elements of an array, or the values of an object. */
    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Stream<JsonNode> rules() {
        return elements(read("observability/alerts.yml").path("groups"))
                .flatMap(group -> elements(group.path("rules")));
    }
}
