package org.paymentpoller.metrics;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.paymentpoller.node.CallListener;
import org.paymentpoller.node.CallOutcome;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoints;

/** Counts and times the requests to each endpoint, and tells what it has been able to serve; named by its place alone. */
class NodeMetrics implements CallListener {

    private static final String PLACE = "endpoint";

    private static final Duration[] CALLS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final Map<String, Map<CallOutcome, Timer>> calls = new HashMap<>();

    NodeMetrics(WatchMeters meters, Endpoints endpoints) {
        int place = 0;
        for (Endpoint endpoint : endpoints.all()) {
            place++;
            calls.put(endpoint.label(), timers(meters, Integer.toString(place)));
            meters.gauge(
                    "served.blocks",
                    "Most blocks that are asked of the endpoint at once",
                    endpoint,
                    one -> one.width().blocks(),
                    PLACE,
                    Integer.toString(place));
            meters.gauge(
                    "endpoint.resting",
                    "1 while the endpoint is not asked because it failed",
                    endpoint,
                    one -> one.isResting() ? 1 : 0,
                    PLACE,
                    Integer.toString(place));
        }
    }

    private static Map<CallOutcome, Timer> timers(WatchMeters meters, String place) {
        Map<CallOutcome, Timer> timers = new EnumMap<>(CallOutcome.class);
        for (CallOutcome outcome : CallOutcome.values()) {
            String name = outcome.name().toLowerCase(Locale.ROOT);
            timers.put(
                    outcome,
                    meters.timer("node.calls", "HTTP requests to an endpoint", CALLS, PLACE, place, "outcome", name));
        }
        return timers;
    }

    @Override
    public void called(String endpoint, CallOutcome outcome, Duration took) {
        Map<CallOutcome, Timer> timers = Objects.requireNonNull(calls.get(endpoint), endpoint);
        Objects.requireNonNull(timers.get(outcome)).record(took);
    }
}
