package org.paymentpoller.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.LogLines;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.Watched;

/** What a collector is sent by a replica that polls every 200 ms and mostly finds nothing. */
@Tag("postgres")
class TracesIT {

    private static final String KEY = "key-5f3759df";
    private static final int BURNS = 30;

    private static Watched watched;
    private static NodeProxy proxy;
    private static Collector collector;

    @BeforeAll
    static void startReplica() throws IOException {
        watched = Watched.start();
        proxy = watched.proxy();
        collector = new Collector();
        watched.start(Replica.on(watched.database(), proxy.url() + "/v3/" + KEY, watched.contract())
                .patient()
                .with("management.otlp.tracing.endpoint", collector.url()));
        watched.awaitAllRecorded();
    }

    @AfterAll
    static void endAll() throws Exception {
        watched.close();
        collector.close();
    }

    @Test
    void aWindowIsOneTraceOfItsStepsWithTheNodesCallsBelowAndNoneOfABurn() {
        watched.contract().burnMany(BURNS, BigInteger.TEN);
        long block = watched.node().head();
        Span window = traceOf(block, "recorded");

        assertThat(Collector.attributes(window))
                .containsEntry("payment_poller.watch", "payment-poller")
                .containsEntry("payment_poller.window.from", Long.toString(block))
                .containsEntry("payment_poller.payments", Integer.toString(BURNS));
        List<Span> steps = collector.below(window);
        assertThat(steps)
                .extracting(Span::getName)
                .containsSubsequence("lock-cursor", "safe-head", "fetch-logs", "find-known", "record", "advance-cursor")
                .doesNotContain("record-window-burns")
                .hasSizeLessThan(BURNS);
        assertThat(steps).allSatisfy(step -> assertThat(step.getEndTimeUnixNano())
                .isBetween(step.getStartTimeUnixNano(), window.getEndTimeUnixNano()));
        assertThat(step(steps, "fetch-logs")).satisfies(fetch -> assertThat(collector.below(fetch))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(Collector.attributes(call))
                        .isEqualTo(
                                Map.of("payment_poller.endpoint", "endpoint 1", "payment_poller.outcome", "success"))));
    }

    @Test
    void aFailureIsTracedByItsKindAndIdleTicksAreNot() {
        proxy.onCall("eth_getLogs").answer(Answer.http(503, "busy with " + KEY));
        watched.burn();
        long block = watched.node().head();
        Span window = traceOf(block, "rolled_back");
        proxy.heal();
        traceOf(block, "recorded");

        assertThat(window.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(window.getStatus().getMessage()).isEmpty();
        assertThat(Collector.attributes(window)).containsKey("error.type");
        assertThat(step(collector.below(window), "fetch-logs").getStatus().getCode())
                .isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(collector.roots()).extracting(Span::getName).containsOnly("poll-window");
        assertThat(collector.roots())
                .extracting(root -> Collector.attributes(root).get("payment_poller.outcome"))
                .doesNotContain("none");
        assertThat(collector.everything())
                .contains("payment-poller")
                .doesNotContain(
                        KEY, proxy.url().getAuthority(), watched.database().jdbcUrl());
    }

    @Test
    void aCollectorThatIsDownIsToldOnceAndDisturbsNoPoll() {
        try (LogLines log = LogLines.ofEveryone()) {
            int refusedBefore = collector.refused();
            collector.answer(400);
            for (int exports = 1; exports <= 2; exports++) {
                int expected = refusedBefore + exports;
                watched.burn();
                watched.awaitAllRecorded();
                soon().until(() -> collector.refused() >= expected);
            }
            collector.answer(200);
            watched.burn();
            watched.awaitAllRecorded();
            soon().until(() -> log.soFar().contains("INFO The collector takes traces again"));

            assertThat(log.warnings())
                    .containsExactly(
                            "WARN The collector of MANAGEMENT_OTLP_TRACING_ENDPOINT does not take traces: they are"
                                    + " dropped until it does, and nothing else is disturbed");
        } finally {
            collector.answer(200);
        }
    }

    private static Span traceOf(long block, String outcome) {
        return soon().until(
                        () -> collector.roots().stream()
                                .filter(root -> Collector.attributes(root)
                                        .getOrDefault("payment_poller.window.to", "")
                                        .equals(Long.toString(block)))
                                .filter(root -> outcome.equals(
                                        Collector.attributes(root).get("payment_poller.outcome")))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static Span step(List<Span> steps, String name) {
        return steps.stream()
                .filter(step -> step.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2));
    }
}
