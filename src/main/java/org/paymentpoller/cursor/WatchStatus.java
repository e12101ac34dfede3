package org.paymentpoller.cursor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.paymentpoller.ledger.BlockWindow;

/** What this replica knows of the watch from its own polls; in memory, for health and for people. */
public class WatchStatus {

    /**
     * One look at the watch.
     *
     * @param state how it is
     * @param reason for a person; empty where all is well
     * @param cursor last processed block, once read
     * @param safeHead newest block that may be believed, once asked
     * @param lastSuccess when a poll last ended well, be it of another replica where this one knows of it
     */
    public record Snapshot(
            WatchState state,
            String reason,
            Optional<Long> cursor,
            Optional<Long> safeHead,
            Optional<Instant> lastSuccess) {}

    /**
     * What last went wrong; kept after all is well again.
     *
     * @param at when
     * @param state what it made of the watch
     * @param reason for a person
     */
    public record Failure(Instant at, WatchState state, String reason) {}

    private record BlockTime(long block, Instant time) {}

    private final Clock clock;
    private final Backfill backfill;
    private volatile Snapshot snapshot =
            new Snapshot(WatchState.STARTING, "", Optional.empty(), Optional.empty(), Optional.empty());
    private volatile Optional<Failure> lastFailure = Optional.empty();
    private volatile Optional<Long> head = Optional.empty();
    private volatile Optional<BlockTime> seen = Optional.empty();

    public WatchStatus(Clock clock) {
        this.clock = clock;
        this.backfill = new Backfill(clock);
    }

    /** The watch as the last poll left it. */
    public Snapshot now() {
        return snapshot;
    }

    /**
     * A window was recorded.
     *
     * @param safeHead newest block that may be believed
     * @param payments how many it had
     * @return how far the backlog is, at its end for the last time; empty where there is none
     */
    public synchronized Optional<BackfillProgress> recorded(BlockWindow window, long safeHead, int payments) {
        Optional<BackfillProgress> progress = backfill.recorded(window, safeHead, payments);
        polled(window.to(), safeHead, WatchState.POLLING);
        return progress;
    }

    /** How far a backlog is; empty where there is none, or this replica has recorded nothing of it. */
    public Optional<BackfillProgress> backfill() {
        return backfill.now();
    }

    /** There was nothing to record, or all of it is. */
    public synchronized void polled(long cursor, long safeHead, WatchState state) {
        backfill.saw(cursor, safeHead);
        // Where another replica polls, this one is told no head, and knows it from that one's note alone.
        head = Optional.of(Math.max(head.orElse(safeHead), safeHead));
        snapshot = new Snapshot(state, "", Optional.of(cursor), Optional.of(safeHead), Optional.of(clock.instant()));
    }

    /**
     * The poll ended well and found that nothing must be recorded.
     *
     * @return whether the state is new, so that it is worth a line in the log
     */
    public synchronized boolean paused(long cursor, long safeHead, String reason) {
        return paused(cursor, Optional.of(safeHead), reason);
    }

    /** The poll found that nothing must be recorded, which is all it had to find, and no node told its head. */
    public synchronized void pausedWithoutHead(long cursor, String reason) {
        var unused = paused(cursor, snapshot.safeHead(), reason);
    }

    private boolean paused(long cursor, Optional<Long> safeHead, String reason) {
        Snapshot last = snapshot;
        snapshot = new Snapshot(WatchState.PAUSED, reason, Optional.of(cursor), safeHead, Optional.of(clock.instant()));
        return last.state() != WatchState.PAUSED;
    }

    /** While this replica waited, another one moved the cursor: a poll of the watch ended well. How this replica is stays as it was. */
    public synchronized void movedElsewhere(long cursor) {
        Snapshot last = snapshot;
        snapshot = new Snapshot(
                last.state(), last.reason(), Optional.of(cursor), last.safeHead(), Optional.of(clock.instant()));
    }

    /** A node told its newest block, or the one that its finality names. */
    public void told(long headBlock) {
        head = Optional.of(headBlock);
    }

    /** A block that the cursor may stand at, with its own timestamp. */
    public void saw(long block, Instant time) {
        seen = Optional.of(new BlockTime(block, time));
    }

    /** The head as it was last told, with no confirmations taken off. */
    public Optional<Long> head() {
        return head;
    }

    /** The newest failure, whether or not it lasts. */
    public Optional<Failure> lastFailure() {
        return lastFailure;
    }

    /** How many safe blocks are not recorded yet, from 0; empty before the first look. */
    public Optional<Long> lagBlocks() {
        Snapshot now = snapshot;
        return now.cursor().flatMap(cursor -> now.safeHead().map(safe -> Math.max(0, safe - cursor)));
    }

    /** How old the cursor's block is while safe blocks wait behind it, and 0 while none do; empty where that is not known. */
    public Optional<Duration> lag() {
        Optional<Long> blocks = lagBlocks();
        if (blocks.filter(lag -> lag == 0).isPresent()) {
            return Optional.of(Duration.ZERO);
        }
        return seen.filter(known ->
                        snapshot.cursor().filter(at -> at == known.block()).isPresent())
                .map(known -> Duration.between(known.time(), clock.instant()))
                .map(age -> age.isNegative() ? Duration.ZERO : age);
    }

    /**
     * The poll did not get on.
     *
     * @return whether the state is new, so that it is worth a line in the log
     */
    public synchronized boolean stuck(WatchState state, String reason) {
        return stuck(state, reason, snapshot.cursor(), snapshot.safeHead());
    }

    /**
     * The poll did not get on, and had learnt by then how far behind the watch is.
     *
     * @return whether the state is new, so that it is worth a line in the log
     */
    public synchronized boolean stuckAt(long cursor, long safeHead, WatchState state, String reason) {
        return stuck(state, reason, Optional.of(cursor), Optional.of(safeHead));
    }

    private boolean stuck(WatchState state, String reason, Optional<Long> cursor, Optional<Long> safeHead) {
        Snapshot last = snapshot;
        snapshot = new Snapshot(state, reason, cursor, safeHead, last.lastSuccess());
        lastFailure = Optional.of(new Failure(clock.instant(), state, reason));
        return last.state() != state;
    }
}
