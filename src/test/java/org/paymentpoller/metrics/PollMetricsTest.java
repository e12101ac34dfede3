package org.paymentpoller.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.paymentpoller.poll.PolledWindow;
import org.paymentpoller.poll.WindowOutcome;

class PollMetricsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final PollMetrics metrics = new PollMetrics(new WatchMeters(registry, "a watch"));

    @Test
    void everyCounterIsThereFromTheStart() {
        assertThat(registry.find("payment.poller.windows").counters()).hasSize(WindowOutcome.values().length);
        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getTag("watch")).isEqualTo("a watch"))
                .filteredOn(Counter.class::isInstance)
                .hasSize(WindowOutcome.values().length + 4)
                .allSatisfy(meter -> assertThat(((Counter) meter).count()).isZero());
    }

    @Test
    void aRecordedWindowCountsWithWhatWasInItAndItsTime() {
        metrics.ended(new PolledWindow(WindowOutcome.RECORDED, Duration.ofMillis(1500), 7, 2, 3));

        assertThat(count("payments")).isEqualTo(7);
        assertThat(count("rejected.events")).isEqualTo(2);
        assertThat(count("duplicates")).isEqualTo(3);
        assertThat(count("windows", "outcome", "recorded")).isEqualTo(1);
        assertThat(timer("window.duration").count()).isEqualTo(1);
        assertThat(timer("window.duration").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(1500);
    }

    @Test
    void onlyARecordedWindowHasADuration() {
        for (WindowOutcome outcome : WindowOutcome.values()) {
            if (outcome != WindowOutcome.RECORDED) {
                metrics.ended(new PolledWindow(outcome, Duration.ofSeconds(1), 0, 0, 0));
            }
        }

        assertThat(timer("window.duration").count()).isZero();
        assertThat(count("windows", "outcome", "recorded")).isZero();
        assertThat(count("windows", "outcome", "rolled_back")).isEqualTo(1);
    }

    @Test
    void waitsAndDiscardedWindowsAreCounted() {
        metrics.waitedForLock(Duration.ofMillis(20));
        metrics.discarded();

        assertThat(timer("lock.wait").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(20);
        assertThat(count("discarded.windows")).isEqualTo(1);
    }

    private double count(String name, String... tags) {
        return registry.get("payment.poller." + name).tags(tags).counter().count();
    }

    private Timer timer(String name) {
        return registry.get("payment.poller." + name).timer();
    }
}
