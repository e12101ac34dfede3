package org.paymentpoller.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.paymentpoller.poll.PollListener;
import org.paymentpoller.poll.PolledWindow;
import org.paymentpoller.poll.WindowOutcome;

/** Counts what this replica's polls come to. */
class PollMetrics implements PollListener {

    private static final Duration[] WAITS = {
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30)
    };

    private static final Duration[] WINDOWS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final Counter payments;
    private final Counter duplicates;
    private final Counter rejected;
    private final Counter discarded;
    private final Map<WindowOutcome, Counter> windows = new EnumMap<>(WindowOutcome.class);
    private final Timer lockWait;
    private final Timer duration;

    PollMetrics(WatchMeters meters) {
        this.payments = meters.counter("payments", "Payments that this replica recorded");
        this.duplicates = meters.counter("duplicates", "Transactions that were met again and had been recorded before");
        this.rejected = meters.counter("rejected.events", "Rejected events that this replica recorded");
        this.discarded = meters.counter(
                "discarded.windows", "Windows whose payments a route after the commit was too slow to be given");
        for (WindowOutcome outcome : WindowOutcome.values()) {
            String name = outcome.name().toLowerCase(Locale.ROOT);
            windows.put(
                    outcome, meters.counter("windows", "Polls for a window by what became of them", "outcome", name));
        }
        this.lockWait = meters.timer("lock.wait", "How long the lock on the cursor row was waited for", WAITS);
        this.duration = meters.timer(
                "window.duration",
                "How long a recorded window took, from before the lock to after the commit",
                WINDOWS);
    }

    @Override
    public void waitedForLock(Duration wait) {
        lockWait.record(wait);
    }

    @Override
    public void ended(PolledWindow window) {
        Objects.requireNonNull(windows.get(window.outcome())).increment();
        payments.increment(window.payments());
        rejected.increment(window.rejected());
        duplicates.increment(window.duplicates());
        if (window.outcome() == WindowOutcome.RECORDED) {
            duration.record(window.took());
        }
    }

    @Override
    public void discarded() {
        discarded.increment();
    }
}
