package org.paymentpoller.cursor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.ledger.BlockWindow;

/** Follows a backlog from its first window to the safe head, over ticks, failures and windows of other replicas. */
final class Backfill {

    /** What the rate is taken over, so that it follows a node that becomes slower. */
    private static final Duration RECENT = Duration.ofSeconds(30);

    /** Longer than a window may take: what was measured before such a gap tells nothing of the time after it. */
    private static final Duration STALE = Duration.ofMinutes(2);

    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(1);

    private record Sample(Instant time, long cursor) {}

    /** The backlog since its first window. */
    private static final class Run {
        private final long from;
        private final Instant began;
        private final Deque<Sample> samples = new ArrayDeque<>();
        private long cursor;
        private long safeHead;
        private long payments;

        private Run(long from, Instant began) {
            this.from = from;
            this.began = began;
        }
    }

    private final Clock clock;
    private @Nullable Run run;

    Backfill(Clock clock) {
        this.clock = clock;
    }

    /**
     * A window was recorded.
     *
     * @return how far it is with it; at the backlog's end this is said a last time. Empty where there is no backlog
     */
    synchronized Optional<BackfillProgress> recorded(BlockWindow window, long safeHead, int payments) {
        Instant now = clock.instant();
        Run current = run;
        if (current == null || window.from() <= current.cursor) {
            // At or below what was recorded: an operator put the cursor back, and the backlog is another one.
            if (window.to() >= safeHead) {
                run = null;
                return Optional.empty();
            }
            current = new Run(window.from(), now);
            run = current;
        }
        current.payments += payments;
        move(current, now, window.to(), safeHead);
        Optional<BackfillProgress> progress = Optional.of(progress(current, now));
        if (window.to() >= safeHead) {
            run = null;
        }
        return progress;
    }

    /** A poll saw where cursor and safe head are. */
    synchronized void saw(long cursor, long safeHead) {
        Run current = run;
        if (current == null) {
            return;
        }
        if (cursor >= safeHead || cursor < current.from) {
            run = null;
        } else {
            move(current, clock.instant(), cursor, safeHead);
        }
    }

    /** How far it is; empty where there is no backlog. */
    synchronized Optional<BackfillProgress> now() {
        return Optional.ofNullable(run).map(current -> progress(current, clock.instant()));
    }

    private static void move(Run run, Instant now, long cursor, long safeHead) {
        run.cursor = cursor;
        run.safeHead = safeHead;
        if (isStale(run, now)) {
            run.samples.clear();
        }
        Sample last = run.samples.peekLast();
        if (last == null || !now.isBefore(last.time().plus(BETWEEN_SAMPLES))) {
            run.samples.addLast(new Sample(now, cursor));
        }
        while (run.samples.size() > 2 && secondIsOld(run.samples, now)) {
            run.samples.removeFirst();
        }
    }

    private static boolean secondIsOld(Deque<Sample> samples, Instant now) {
        return samples.stream()
                .skip(1)
                .findFirst()
                .filter(sample -> sample.time().isBefore(now.minus(RECENT)))
                .isPresent();
    }

    private static boolean isStale(Run run, Instant now) {
        Sample last = run.samples.peekLast();
        return last != null && last.time().isBefore(now.minus(STALE));
    }

    private static BackfillProgress progress(Run run, Instant now) {
        return new BackfillProgress(
                run.from, run.cursor, run.safeHead, run.payments, Duration.between(run.began, now), rate(run, now));
    }

    /** Until now and not until the last window, so that it falls while nothing comes. */
    private static Optional<Double> rate(Run run, Instant now) {
        Sample oldest = run.samples.getFirst();
        long millis = Duration.between(oldest.time(), now).toMillis();
        return run.cursor == oldest.cursor() || millis <= 0 || isStale(run, now)
                ? Optional.empty()
                : Optional.of((run.cursor - oldest.cursor()) * 1000.0 / millis);
    }
}
