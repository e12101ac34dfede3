package org.paymentpoller.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.cursor.BackfillProgress;
import org.paymentpoller.cursor.DurationText;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;

/**
 * This application's own watch, as its last polls found it: known without a database.
 *
 * @param state in words
 * @param tone how it is to be shown: good, calm or bad
 * @param reason for a person; null where all is well
 * @param lagBlocks safe blocks that are not recorded yet; null while unknown
 * @param lag how far behind that is in time; null where it is not known or not behind
 * @param cursor last processed block; null while unknown
 * @param safeHead newest block that may be believed; null while unknown
 * @param head newest block that a node told; null while unknown
 * @param lastSuccess when a poll last ended well; null when none did
 * @param sinceLastSuccess how long that is ago
 * @param backlog null where no more waits than a few windows take
 */
record OwnWatch(
        String state,
        String tone,
        @Nullable String reason,
        @Nullable Long lagBlocks,
        @Nullable String lag,
        @Nullable Long cursor,
        @Nullable Long safeHead,
        @Nullable Long head,
        @Nullable Moment lastSuccess,
        @Nullable String sinceLastSuccess,
        @Nullable Backlog backlog) {

    /**
     * A long way to go.
     *
     * @param percent the part of the blocks that is recorded, from 0 to 100
     * @param payments how many this replica recorded of it
     * @param rate blocks a second; null while unknown
     * @param left null while unknown
     */
    record Backlog(
            long done,
            long all,
            int percent,
            long payments,
            @Nullable Long rate,
            @Nullable String left) {

        static Backlog of(BackfillProgress progress) {
            return new Backlog(
                    progress.doneBlocks(),
                    progress.allBlocks(),
                    progress.percent(),
                    progress.payments(),
                    progress.blocksPerSecond().map(Math::round).orElse(null),
                    progress.remaining().map(DurationText::of).orElse(null));
        }
    }

    private static final int FEW_WINDOWS = 3;

    /**
     * @param stale how long may pass without a poll that ended well
     * @param window most blocks of a window
     */
    static OwnWatch of(WatchStatus status, Clock clock, Duration stale, long window) {
        WatchStatus.Snapshot now = status.now();
        Optional<Duration> since = now.lastSuccess().map(at -> sinceUntil(at, clock.instant()));
        boolean silent = since.filter(it -> it.compareTo(stale) > 0).isPresent();
        String reason = now.reason();
        if (reason.isEmpty() && silent) {
            reason = "No poll has ended well for " + DurationText.of(since.orElseThrow())
                    + ": the route may be stopped, or another replica holds the cursor row.";
        }
        return new OwnWatch(
                now.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                tone(now.state(), silent),
                reason.isEmpty() ? null : reason,
                status.lagBlocks().orElse(null),
                status.lag().filter(lag -> !lag.isZero()).map(DurationText::of).orElse(null),
                now.cursor().orElse(null),
                now.safeHead().orElse(null),
                status.head().orElse(null),
                now.lastSuccess().map(Moment::of).orElse(null),
                since.map(DurationText::of).orElse(null),
                status.backfill()
                        .filter(it -> it.allBlocks() - it.doneBlocks() > FEW_WINDOWS * window)
                        .map(Backlog::of)
                        .orElse(null));
    }

    private static Duration sinceUntil(Instant at, Instant now) {
        return at.isAfter(now) ? Duration.ZERO : Duration.between(at, now);
    }

    private static String tone(WatchState state, boolean silent) {
        if (silent || (!state.isHealthy() && state != WatchState.PAUSED)) {
            return "bad";
        }
        return state == WatchState.POLLING ? "good" : "calm";
    }
}
