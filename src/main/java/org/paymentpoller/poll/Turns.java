package org.paymentpoller.poll;

import java.time.Duration;
import java.util.UUID;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;

/**
 * {@code when-polled-elsewhere}: replicas that have caught up ask the node as often as one alone would. Whoever polls leaves a
 * note in the cursor row, and the others' ticks have nothing to ask until it is nearly an interval old.
 */
public class Turns {

    /** Less than all of an interval, so that a tick which comes a little early is not lost. */
    private static final double FRESH_PART = 0.9;

    /** So many ticks in a row at most; an operator's replicas may have a node each, and the other one's may stand still. */
    private static final int MOST_LEFT_TO_OTHERS = 40;

    private final String replica = UUID.randomUUID().toString();
    private final Duration fresh;
    private final WatchStatus status;
    private int leftToOthers;

    /**
     * @param interval between the ticks of this replica
     */
    public Turns(Duration interval, WatchStatus status) {
        this.fresh = Duration.ofMillis(Math.round(interval.toMillis() * FRESH_PART));
        this.status = status;
    }

    /** What this process calls itself in the cursor row. */
    public String replica() {
        return replica;
    }

    /**
     * Whether another replica reached its safe head so short a time ago that there is nothing to ask. Never because of this
     * replica's own poll, never when the cursor has moved since, be it by hand, never while the watch is paused, which this
     * replica shall tell, never after a fault of its own, which may be its node's, and never for more than 40 ticks in a row.
     */
    public boolean isPolledElsewhere(Cursor cursor) {
        boolean elsewhere = leftToOthers < MOST_LEFT_TO_OTHERS
                && cursor.paused().isEmpty()
                && !hasFault()
                && cursor.caughtUp()
                        .filter(poll -> !poll.replica().equals(replica))
                        .filter(poll -> poll.block() == cursor.lastProcessedBlock())
                        .filter(poll -> !poll.ago().isNegative() && poll.ago().compareTo(fresh) < 0)
                        .isPresent();
        leftToOthers = elsewhere ? leftToOthers + 1 : 0;
        if (elsewhere) {
            status.polled(cursor.lastProcessedBlock(), cursor.lastProcessedBlock(), WatchState.POLLING);
        }
        return elsewhere;
    }

    private boolean hasFault() {
        WatchState state = status.now().state();
        return !state.isHealthy() && state != WatchState.PAUSED;
    }
}
