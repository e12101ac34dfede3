package org.paymentpoller.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.fixture.StoppedClock;

class WatchMetricsTest {

    private static final Duration INTERVAL = Duration.ofMillis(1500);

    private final StoppedClock clock = new StoppedClock();
    private final WatchStatus status = new WatchStatus(clock);
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void begin() {
        new WatchMetrics(new WatchMeters(registry, "a watch"), status, INTERVAL);
    }

    @Test
    void whatIsNotKnownIsNoNumber() {
        assertThat(List.of(
                        "cursor.block",
                        "safe.head.block",
                        "head.block",
                        "lag.blocks",
                        "lag.seconds",
                        "last.success.timestamp"))
                .allSatisfy(name -> assertThat(value(name)).as(name).isNaN());
        assertThat(value("interval")).isEqualTo(1.5);
    }

    @Test
    void theWatchIsToldAsItStands() {
        status.told(15);
        status.saw(10, clock.instant().minusMillis(90_500));
        status.polled(10, 12, WatchState.POLLING);

        assertThat(value("cursor.block")).isEqualTo(10);
        assertThat(value("safe.head.block")).isEqualTo(12);
        assertThat(value("head.block")).isEqualTo(15);
        assertThat(value("lag.blocks")).isEqualTo(2);
        assertThat(value("lag.seconds")).isEqualTo(90.5);
        assertThat(value("last.success.timestamp"))
                .isEqualTo((double) clock.instant().getEpochSecond());
    }

    @Test
    void oneStateIsOneAndTheOthersAreZero() {
        assertThat(states()).containsExactly("starting");

        status.stuck(WatchState.HEAD_BELOW_CURSOR, "gone back");

        assertThat(states()).containsExactly("head_below_cursor");
        assertThat(registry.find("payment.poller.watch.state").gauges()).hasSize(WatchState.values().length);
    }

    private Stream<String> states() {
        return registry.find("payment.poller.watch.state").gauges().stream()
                .filter(gauge -> gauge.value() == 1)
                .map(gauge -> String.valueOf(gauge.getId().getTag("state")));
    }

    private double value(String name) {
        return registry.get("payment.poller." + name).gauge().value();
    }
}
