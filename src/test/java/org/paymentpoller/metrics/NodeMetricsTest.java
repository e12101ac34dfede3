package org.paymentpoller.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.StoppedClock;
import org.paymentpoller.node.CallOutcome;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoint.Purpose;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeException;

class NodeMetricsTest {

    private final StoppedClock clock = new StoppedClock();
    private final List<Endpoint> both =
            NodeEndpoint.parseAll("http://one.example/secret-key,http://two.example/secret-key").stream()
                    .map(address -> new Endpoint(address, 1000, clock))
                    .toList();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final NodeMetrics metrics = new NodeMetrics(new WatchMeters(registry, "a watch"), new Endpoints(both));

    @Test
    void aCallIsTimedAtItsEndpointsPlace() {
        metrics.called("endpoint 2", CallOutcome.TIMEOUT, Duration.ofSeconds(3));

        assertThat(calls("2", "timeout").totalTime(TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(calls("1", "timeout").count()).isZero();
        assertThat(registry.find("payment.poller.node.calls").timers()).hasSize(2 * CallOutcome.values().length);
    }

    @Test
    void whatAnEndpointServesAndWhetherItRestsIsLookedUp() {
        both.get(1).width().limitedByBlocks(50);
        NodeException failure = new NodeException("busy");
        assertThat(catchThrowable(() -> both.get(1).ask(Purpose.LOGS, endpoint -> {
                    throw failure;
                })))
                .isSameAs(failure);

        assertThat(gauge("served.blocks", "1")).isEqualTo(1000);
        assertThat(gauge("served.blocks", "2")).isEqualTo(50);
        assertThat(gauge("endpoint.resting", "1")).isZero();
        assertThat(gauge("endpoint.resting", "2")).isEqualTo(1);

        clock.pass(Duration.ofMinutes(1));
        assertThat(gauge("endpoint.resting", "2")).isZero();
    }

    private Timer calls(String endpoint, String outcome) {
        return registry.get("payment.poller.node.calls")
                .tags("endpoint", endpoint, "outcome", outcome)
                .timer();
    }

    private double gauge(String name, String endpoint) {
        return registry.get("payment.poller." + name)
                .tag("endpoint", endpoint)
                .gauge()
                .value();
    }
}
