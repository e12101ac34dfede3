package org.paymentpoller.node;

import java.util.OptionalInt;

/**
 * How many questions an endpoint takes in one request: learnt from its refusals, in memory, and tried larger again after a
 * while, since a proxy in front of it may have refused for a reason of its own.
 */
public final class BatchSize {

    private static final int LARGEST = 1000;

    /** Requests that went well before a larger one is tried. */
    private static final int PROBE_AFTER = 200;

    private int size = LARGEST;
    private int served;

    /** Most questions in one request; 1 where batches are refused. */
    public synchronized int most() {
        return size;
    }

    /**
     * A request was refused for its number of questions.
     *
     * @param asked how many it held, more than 1
     * @param named the number that the endpoint named, if it did
     */
    synchronized void refused(int asked, OptionalInt named) {
        int half = Math.max(1, asked / 2);
        size = named.isPresent() && named.getAsInt() >= 1 && named.getAsInt() < asked ? named.getAsInt() : half;
        served = 0;
    }

    synchronized void served() {
        if (size < LARGEST && ++served >= PROBE_AFTER) {
            size = Math.min(LARGEST, 2 * size);
            served = 0;
        }
    }
}
