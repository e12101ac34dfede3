package org.paymentpoller.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.chain.BurnEvent;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.ProjectFiles;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.ReplicaHealth;
import org.paymentpoller.fixture.Watched;

/** The metrics of a replica that has met faults, with two endpoints whose URLs carry keys. */
@Tag("postgres")
class MetricsIT {

    private static final String ROUTE = "payment-poller";
    private static final String KEY = "key-5f3759df";
    private static final Pattern ROW = Pattern.compile(
            "^\\| `(payment_poller_\\w+)` \\| (\\w+) \\| [^|]+ \\|([^|]*)\\| [^|]+ \\|$", Pattern.MULTILINE);

    private static Watched watched;
    private static NodeProxy preferred;
    private static Replica replica;

    @BeforeAll
    static void pollThroughFaults() throws Exception {
        watched = Watched.start();
        preferred = watched.proxy();
        NodeProxy second = watched.proxy();
        String urls = preferred.url() + "/v3/" + KEY + "," + second.url() + "/v3?key=" + KEY;
        replica = watched.start(Replica.on(watched.database(), urls, watched.contract())
                .patient()
                .with("poller.max-block-range", "5"));
        watched.burns(3);
        watched.contract().emitRaw(List.of(BurnEvent.TOPIC0), "0x");
        watched.awaitAllRecorded();

        preferred.onRequest().answer(Answer.http(503, "busy with " + KEY));
        second.onRequest().answer(Answer.closeConnection());
        soon().until(() -> ReplicaHealth.of(replica).status("/watch") == 503);
        preferred.heal();
        second.heal();
        soon().until(() -> ReplicaHealth.of(replica).status("/watch") == 200);
    }

    @AfterAll
    static void end() throws Exception {
        watched.close();
    }

    @Test
    void theDocumentationNamesEveryMetricWithItsKindAndTags() throws IOException {
        Scrape scrape = Scrape.of(replica);
        Map<String, String> documented = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(ProjectFiles.of("docs/metrics.md")));
        for (MatchResult row : rows.results().toList()) {
            documented.put(row.group(1), row.group(2));
            assertThat(String.join(", ", new TreeSet<>(scrape.tagsOf(row.group(1)))))
                    .as(row.group(1))
                    .isEqualTo(row.group(3).replace("`", "").strip());
        }

        assertThat(scrape.kinds()).isEqualTo(documented);
    }

    @Test
    void noTagCarriesAHashAnAddressOrAUrl() {
        Collection<Scrape.Sample> samples = Scrape.of(replica).samples();

        assertThat(samples).isNotEmpty().allSatisfy(sample -> {
            assertThat(sample.tags()).containsEntry("watch", "payment-poller");
            assertThat(sample.tags().keySet()).isSubsetOf("watch", "outcome", "endpoint", "state", "route", "le");
            assertThat(sample.tags().values())
                    .allSatisfy(value -> assertThat(value).matches("[a-z_-]+|[0-9]{1,2}(\\.[0-9]+)?|\\+Inf"));
            assertThat(sample.tags().get("endpoint")).isIn(null, "1", "2");
        });
    }

    @Test
    void whatIsCountedIsWhatIsRecorded() {
        // A window is counted after its commit.
        soon().untilAsserted(() -> requireCounted(Scrape.of(replica)));
    }

    private static void requireCounted(Scrape scrape) {
        assertThat(scrape.whole("payments_total")).isEqualTo(watched.payments());
        assertThat(scrape.whole("rejected_events_total")).isEqualTo(watched.rejectedEvents());
        assertThat(scrape.value("windows_total", "outcome", "recorded")).isPositive();
        assertThat(scrape.value("windows_total", "outcome", "none")).isPositive();
        assertThat(scrape.value("windows_total", "outcome", "not_begun")).isPositive();
        assertThat(scrape.value("windows_total", "outcome", "unknown")).isZero();
        assertThat(scrape.value("window_duration_seconds_count"))
                .isEqualTo(scrape.value("windows_total", "outcome", "recorded"));
        assertThat(scrape.value("lock_wait_seconds_count")).isPositive();
        assertThat(scrape.value("discarded_windows_total")).isZero();
        assertThat(scrape.value("node_calls_seconds_count", "endpoint", "1", "outcome", "success"))
                .isPositive();
        assertThat(scrape.value("node_calls_seconds_count", "endpoint", "1", "outcome", "refused"))
                .isPositive();
        assertThat(scrape.value("node_calls_seconds_count", "endpoint", "2", "outcome", "failed"))
                .isPositive();
        assertThat(scrape.value("node_calls_seconds_count", "endpoint", "2", "outcome", "timeout"))
                .isZero();
    }

    @Test
    void whatIsMetAgainIsADuplicate() {
        double before = Scrape.of(replica).value("duplicates_total");
        long known = watched.number("SELECT count(DISTINCT tx_hash) FROM payments")
                + watched.number("SELECT count(DISTINCT tx_hash) FROM rejected_events");

        watched.moveCursorByHandTo(0);
        watched.awaitAllRecorded();

        soon().untilAsserted(() ->
                assertThat(Scrape.of(replica).value("duplicates_total")).isEqualTo(before + known));
    }

    @Test
    void theGaugesTellWhereTheWatchIs() throws Exception {
        watched.awaitAllRecorded();
        soon().untilAsserted(() -> {
            Scrape scrape = Scrape.of(replica);
            assertThat(scrape.whole("cursor_block")).isEqualTo(watched.node().head());
            assertThat(scrape.whole("safe_head_block")).isEqualTo(watched.node().head());
            assertThat(scrape.whole("head_block")).isEqualTo(watched.node().head());
            assertThat(scrape.value("lag_blocks")).isZero();
            assertThat(scrape.value("lag_seconds")).isZero();
            assertThat(scrape.value("interval_seconds")).isEqualTo(0.2);
            assertThat(scrape.value("last_success_timestamp_seconds")).isGreaterThan(1_700_000_000);
            assertThat(scrape.value("watch_state", "state", "polling")).isEqualTo(1);
            assertThat(scrape.value("watch_state", "state", "failing")).isZero();
            assertThat(scrape.value("served_blocks", "endpoint", "1")).isEqualTo(5);
            assertThat(scrape.value("endpoint_resting", "endpoint", "2")).isZero();
            assertThat(scrape.value("route_up", "route", "poll-window")).isEqualTo(1);
            assertThat(scrape.value("route_up", "route", ROUTE)).isEqualTo(1);
        });
        replica.camel().getRouteController().stopRoute(ROUTE);
        assertThat(Scrape.of(replica).value("route_up", "route", ROUTE)).isZero();
        replica.camel().getRouteController().startRoute(ROUTE);
        assertThat(Scrape.of(replica).value("route_up", "route", ROUTE)).isEqualTo(1);
    }

    @Test
    void theWatchIsAGroupOfPollingFreshnessAndRoutes() {
        JsonNode group = ReplicaHealth.of(replica).component("watch");

        assertThat(group.path("status").asText()).isEqualTo("UP");
        assertThat(group.path("components").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("polling", "freshness", "routes");
        assertThat(group.at("/components/freshness/details").has("lastSuccess")).isTrue();
        assertThat(ReplicaHealth.of(replica)
                        .component("liveness")
                        .path("components")
                        .fieldNames())
                .toIterable()
                .containsExactly("livenessState");
    }

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofMinutes(1));
    }
}
