package org.paymentpoller.cursor;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a backlog is worked off.
 *
 * @param from the backlog's first block
 * @param cursor the last block that is recorded, whichever replica did it
 * @param safeHead the newest block that may be believed, as last told
 * @param payments how many of them this replica recorded since
 * @param took since the end of the backlog's first window
 * @param blocksPerSecond over the last half minute or so; empty before the second window
 */
public record BackfillProgress(
        long from, long cursor, long safeHead, long payments, Duration took, Optional<Double> blocksPerSecond) {

    private static final int PERCENT = 100;

    /** How many blocks of the backlog are recorded. */
    public long doneBlocks() {
        return cursor - from + 1;
    }

    /** How many blocks the backlog has by now; it grows with the chain. */
    public long allBlocks() {
        return safeHead - from + 1;
    }

    /** The recorded part, from 0 to 100; 100 only when nothing is left. */
    public int percent() {
        return (int) (doneBlocks() * PERCENT / allBlocks());
    }

    /** Whether nothing is left. */
    public boolean isDone() {
        return cursor >= safeHead;
    }

    /** The time that the rest takes at the present rate; empty where that is not known or nothing moves. */
    public Optional<Duration> remaining() {
        return blocksPerSecond
                .filter(rate -> rate > 0)
                .map(rate -> Duration.ofSeconds((long) Math.ceil((allBlocks() - doneBlocks()) / rate)));
    }
}
