package org.paymentpoller.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The dashboard is whole, as far as that shows without Grafana. */
class GrafanaFilesTest {

    private static final int COLUMNS = 24;

    @Test
    void everyPanelHasItsTitleUnitAndQuestionsToTheProvisionedDatasource() {
        String datasource = ObservabilityFiles.read("observability/grafana/provisioning/datasources/prometheus.yml")
                .at("/datasources/0/uid")
                .asText();
        assertThat(datasource).isNotBlank();
        assertThat(ObservabilityFiles.panels()).isNotEmpty().allSatisfy(panel -> {
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                    .as(title)
                    .isNotBlank();
            assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo(datasource);
            assertThat(ObservabilityFiles.elements(panel.path("targets")))
                    .as(title)
                    .isNotEmpty()
                    .allMatch(target -> target.at("/datasource/uid").asText().equals(datasource));
        });
        assertThat(ObservabilityFiles.elements(ObservabilityFiles.dashboard().at("/templating/list")))
                .isNotEmpty()
                .allMatch(variable -> variable.at("/datasource/uid").asText().equals(datasource));
    }

    @Test
    void panelsHaveNumbersOfTheirOwnAndLieBesideEachOther() {
        List<JsonNode> all = ObservabilityFiles.elements(
                        ObservabilityFiles.dashboard().path("panels"))
                .toList();
        assertThat(all.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : all) {
            JsonNode place = panel.path("gridPos");
            int right = place.path("x").asInt() + place.path("w").asInt();
            assertThat(right).isLessThanOrEqualTo(COLUMNS);
            for (int x = place.path("x").asInt(); x < right; x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    String cell = x + "/" + (place.path("y").asInt() + y);
                    assertThat(taken.add(cell))
                            .as(panel.path("title").asText() + " at " + cell)
                            .isTrue();
                }
            }
        }
    }

    /** What is recorded for a watch has lost its replica. */
    @Test
    void everyPanelShowsWhatWasChosenAbove() {
        assertThat(ObservabilityFiles.panelExpressions().stream()
                        .flatMap(expression -> Promql.selectors(expression).stream()))
                .isNotEmpty()
                .filteredOn(one -> !one.metric().equals("ALERTS"))
                .allSatisfy(one -> assertThat(one.labels())
                        .as(one.metric())
                        .contains(one.metric().contains(":") ? "watch" : "instance"));
    }

    @Test
    void theDashboardIsWhereGrafanaLooksForIt() {
        String folder = ObservabilityFiles.read("observability/grafana/provisioning/dashboards/payment-poller.yml")
                .at("/providers/0/options/path")
                .asText();
        JsonNode grafana = ObservabilityFiles.read("docker-compose.yml").at("/services/grafana");
        assertThat(folder).isNotBlank();
        assertThat(ObservabilityFiles.elements(grafana.path("volumes")).map(JsonNode::asText))
                .contains("./observability/grafana/dashboards:" + folder + ":ro");
        assertThat(grafana.at("/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                        .asText())
                .isEqualTo(folder + "/payment-poller.json");
    }
}
