package org.paymentpoller.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Makes the meters of one watch, which all carry its name and say what they mean. */
class WatchMeters {

    private static final String PREFIX = "payment.poller.";

    private final MeterRegistry registry;
    private final Tags watch;

    /**
     * @param watch POLLER_CURSOR_ID
     */
    WatchMeters(MeterRegistry registry, String watch) {
        this.registry = registry;
        this.watch = Tags.of("watch", watch);
    }

    /** A count from 0 on. */
    Counter counter(String name, String description, String... tags) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .tags(watch.and(tags))
                .register(registry);
    }

    /** Times, counted in buckets up to each of these, which ascend. */
    Timer timer(String name, String description, Duration[] buckets, String... tags) {
        return Timer.builder(PREFIX + name)
                .description(description)
                .serviceLevelObjectives(buckets)
                .tags(watch.and(tags))
                .register(registry);
    }

    /** A value that is looked up when someone asks; NaN where there is none. */
    <T> Gauge gauge(String name, String description, T subject, ToDoubleFunction<T> value, String... tags) {
        return Gauge.builder(PREFIX + name, subject, value)
                .description(description)
                .tags(watch.and(tags))
                .register(registry);
    }

    /** The same in seconds. */
    <T> Gauge seconds(String name, String description, T subject, ToDoubleFunction<T> value) {
        return TimeGauge.builder(PREFIX + name, subject, TimeUnit.SECONDS, value)
                .description(description)
                .tags(watch)
                .register(registry);
    }
}
