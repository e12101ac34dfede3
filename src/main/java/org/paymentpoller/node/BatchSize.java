package org.paymentpoller.node;

import java.util.OptionalInt;

/**
 * How many questions an endpoint takes in one request: learnt from its refusals, in memory, and tried larger again after a
 * while, since a proxy in front of it may have refused for a reason of its own. A refusal counts once a smaller request is
 * served: an endpoint that is down refuses all sizes.
 */
public final class BatchSize {

    private static final int LARGEST = 1000;

    /** Requests that went well before a larger one is tried. */
    private static final int PROBE_AFTER = 200;

    private int size = LARGEST;

    /** What counted before the refusals of which it is not known yet whether they are about the size. */
    private OptionalInt doubted = OptionalInt.empty();

    /** How many questions a request held that failed and was served in smaller ones; none once so many were served in one. */
    private OptionalInt suspected = OptionalInt.empty();

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
        doubted = OptionalInt.of(doubted.orElse(size));
        int half = Math.max(1, asked / 2);
        size = named.isPresent() && named.getAsInt() >= 1 && named.getAsInt() < asked ? named.getAsInt() : half;
        served = 0;
    }

    /**
     * A request failed without a word about its number of questions, and was then served in smaller ones. Once, it may have
     * been a moment's failure; the second time in a row it counts.
     *
     * @param failed how many it held
     * @param most how many the smaller ones held
     */
    synchronized void servedInParts(int failed, int most) {
        if (suspected.isPresent()) {
            size = Math.min(size, most);
            served = 0;
        }
        suspected = OptionalInt.of(failed);
    }

    /**
     * A request was answered, with whatever.
     *
     * @param questions how many it held
     */
    synchronized void served(int questions) {
        doubted = OptionalInt.empty();
        if (suspected.isPresent() && questions >= suspected.getAsInt()) {
            suspected = OptionalInt.empty();
        }
        if (size < LARGEST && ++served >= PROBE_AFTER) {
            size = Math.min(LARGEST, 2 * size);
            served = 0;
        }
    }

    /** A request failed that was not refused for its number of questions: no smaller one helped either. */
    synchronized void failed() {
        size = doubted.orElse(size);
        doubted = OptionalInt.empty();
    }
}
