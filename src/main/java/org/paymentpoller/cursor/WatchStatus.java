package org.paymentpoller.cursor;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What this replica knows of the watch from its own polls; in memory, for health and for people. */
public class WatchStatus {

    /**
     * One look at the watch.
     *
     * @param state how it is
     * @param reason for a person; empty where all is well
     * @param cursor last processed block, once read
     * @param safeHead newest block that may be believed, once asked
     * @param lastSuccess when a poll last ended well
     */
    public record Snapshot(
            WatchState state,
            String reason,
            Optional<Long> cursor,
            Optional<Long> safeHead,
            Optional<Instant> lastSuccess) {}

    private final Clock clock;
    private volatile Snapshot snapshot =
            new Snapshot(WatchState.STARTING, "", Optional.empty(), Optional.empty(), Optional.empty());

    public WatchStatus(Clock clock) {
        this.clock = clock;
    }

    /** The watch as the last poll left it. */
    public Snapshot now() {
        return snapshot;
    }

    /** A window was recorded, or there was none to record. */
    public synchronized void polled(long cursor, long safeHead, WatchState state) {
        snapshot = new Snapshot(state, "", Optional.of(cursor), Optional.of(safeHead), Optional.of(clock.instant()));
    }

    /**
     * The poll did not get on.
     *
     * @return whether the state is new, so that it is worth a line in the log
     */
    public synchronized boolean stuck(WatchState state, String reason) {
        Snapshot last = snapshot;
        snapshot = new Snapshot(state, reason, last.cursor(), last.safeHead(), last.lastSuccess());
        return last.state() != state;
    }
}
