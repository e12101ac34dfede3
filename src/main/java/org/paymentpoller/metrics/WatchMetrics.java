package org.paymentpoller.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.paymentpoller.cursor.BackfillProgress;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;

/** Tells how far the watch is, as this replica knows it; NaN is what it does not know. */
class WatchMetrics {

    private static final double MILLIS = 1000;

    WatchMetrics(WatchMeters meters, WatchStatus status, Duration interval) {
        meters.gauge(
                "cursor.block",
                "The last block whose burns are all recorded",
                status,
                now -> number(now.now().cursor()));
        meters.gauge(
                "safe.head.block",
                "The newest block that POLLER_FINALITY lets us believe",
                status,
                now -> number(now.now().safeHead()));
        meters.gauge("head.block", "The newest block that a node told", status, now -> number(now.head()));
        meters.gauge("lag.blocks", "Safe blocks that are not recorded yet", status, now -> number(now.lagBlocks()));
        meters.seconds(
                "lag.seconds",
                "Age of the cursor's block while safe blocks wait behind it, 0 while none do",
                status,
                now -> now.lag().map(WatchMetrics::seconds).orElse(Double.NaN));
        meters.seconds(
                "backfill.remaining.seconds", "How long the rest of a backlog will take", status, now -> now.backfill()
                        .flatMap(BackfillProgress::remaining)
                        .map(WatchMetrics::seconds)
                        .orElse(Double.NaN));
        meters.seconds("last.success.timestamp", "When a poll last ended well, since 1970", status, now -> now.now()
                .lastSuccess()
                .map(WatchMetrics::seconds)
                .orElse(Double.NaN));
        meters.seconds("interval", "POLLER_INTERVAL", interval, WatchMetrics::seconds);
        for (WatchState state : WatchState.values()) {
            meters.gauge(
                    "watch.state",
                    "1 for the state that the watch is in",
                    status,
                    now -> now.now().state() == state ? 1 : 0,
                    "state",
                    state.name().toLowerCase(Locale.ROOT));
        }
    }

    private static double number(Optional<Long> block) {
        return block.map(Long::doubleValue).orElse(Double.NaN);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / MILLIS;
    }
}
