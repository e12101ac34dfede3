package org.paymentpoller.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.TestDatabase;

/** What alert rules and dashboard name is what a running poller prints. */
@Tag("postgres")
class NamedMetricsIT {

    /** Prometheus's own: what it adds to every series, and the series that it makes itself. */
    private static final Set<String> ADDED_LABELS = Set.of("job", "instance");

    private static final Set<String> MADE_BY_PROMETHEUS = Set.of("up", "ALERTS");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** By metric, and then by label, the values. */
    private final Map<String, Map<String, Set<String>>> printed = new HashMap<>();

    @Test
    void everyMetricLabelAndValueThatIsNamedIsPrinted() {
        try (AnvilNode node = AnvilNode.start();
                TestDatabase database = PostgresServer.shared().createDatabase()) {
            BurnContract contract = BurnContract.deploy(node);
            contract.burnMany(1, BigInteger.ONE);
            try (Replica replica =
                    Replica.on(database, node.url().toString(), contract).start()) {
                assertThat(named()).isNotEmpty();
                // The first answer counts itself in the second one.
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(100))
                        .untilAsserted(() -> {
                            read(replica);
                            assertThat(missing()).isEmpty();
                        });
            }
        }
    }

    /** What is named and not printed, as {@code metric}, {@code metric label} or {@code metric label=value}. */
    private Stream<String> missing() {
        List<String> recorded = ObservabilityFiles.recorded();
        return named().filter(one -> !MADE_BY_PROMETHEUS.contains(one.metric()) && !recorded.contains(one.metric()))
                .flatMap(this::missing)
                .distinct();
    }

    private Stream<String> missing(Selector one) {
        Map<String, Set<String>> labels = printed.get(one.metric());
        if (labels == null) {
            return Stream.of(one.metric());
        }
        return one.labels().stream()
                .filter(label -> !ADDED_LABELS.contains(label))
                .flatMap(label -> labels.containsKey(label)
                        ? one.values().getOrDefault(label, Set.of()).stream()
                                .filter(value ->
                                        !labels.getOrDefault(label, Set.of()).contains(value))
                                .map(value -> one.metric() + " " + label + "=" + value)
                        : Stream.of(one.metric() + " " + label));
    }

    private static Stream<Selector> named() {
        return Stream.of(
                        ObservabilityFiles.ruleExpressions(),
                        ObservabilityFiles.panelExpressions(),
                        ObservabilityFiles.variableExpressions())
                .flatMap(List::stream)
                .flatMap(expression -> Promql.selectors(expression).stream());
    }

    private void read(Replica replica) throws IOException, InterruptedException {
        URI address = URI.create(replica.httpUrl() + "/actuator/prometheus");
        String text = HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        printed.clear();
        SAMPLE.matcher(text).results().forEach(this::add);
    }

    private void add(MatchResult sample) {
        Map<String, Set<String>> labels = printed.computeIfAbsent(sample.group(1), name -> new HashMap<>());
        if (sample.group(2) != null) {
            LABEL.matcher(sample.group(2)).results().forEach(label -> labels.computeIfAbsent(
                            label.group(1), name -> new HashSet<>())
                    .add(label.group(2)));
        }
    }
}
