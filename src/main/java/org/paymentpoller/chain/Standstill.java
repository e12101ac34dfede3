package org.paymentpoller.chain;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Whether the head has stood for so long that the endpoint may be stuck, and another one ahead of it. */
final class Standstill {

    /** Chains that finalise more rarely have all their endpoints asked as often as this, and no more. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private long highest = -1;
    private long since;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    Standstill(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** Whether it is time to ask others. */
    synchronized boolean isLong() {
        return nanoTime.getAsLong() - since >= PATIENCE.toNanos();
    }

    /** Whether a head is above all that counted so far. */
    synchronized boolean isEndedBy(long head) {
        return head > highest;
    }

    /** This head counts now; one that is no news has been looked for at the other endpoints if it was time. */
    synchronized void told(long head) {
        if (isEndedBy(head) || isLong()) {
            highest = Math.max(highest, head);
            since = nanoTime.getAsLong();
        }
    }
}
