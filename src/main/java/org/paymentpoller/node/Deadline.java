package org.paymentpoller.node;

import java.time.Duration;

/** When everything that is asked for one purpose must have been answered. */
public final class Deadline {

    private final Duration budget;
    private final long end;

    private Deadline(Duration budget) {
        this.budget = budget;
        this.end = System.nanoTime() + budget.toNanos();
    }

    /** Ends after this time. */
    public static Deadline in(Duration budget) {
        return new Deadline(budget);
    }

    /** What is left; zero when it is over. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /**
     * One of several equal parts of what is left, beginning now, so that whoever hangs leaves time for the others.
     *
     * @param parts from 1
     */
    public Deadline part(int parts) {
        return in(remaining().dividedBy(parts));
    }

    /** Whether there is time for this and then for an answer. */
    public boolean leaves(Duration pause) {
        return remaining().compareTo(pause) > 0;
    }

    /** The time there was at first. */
    public Duration budget() {
        return budget;
    }
}
