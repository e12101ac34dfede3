package org.paymentpoller.node;

import java.time.Duration;
import java.util.Optional;
import org.paymentpoller.ledger.BlockWindow;

/** What an endpoint's refusal asks for. */
public sealed interface Refusal {

    /** What the endpoint had too much of. */
    enum Reason {
        /** Blocks in the range. */
        BLOCKS,
        /** Logs or bytes in the answer: another range of the same width may well be served. */
        RESULTS,
        /** The endpoint did not say, or said it in words that are not known. */
        UNKNOWN
    }

    /** Half the range is to be asked for; only ever for a range of more than one block. */
    record Halve(Reason reason) implements Refusal {}

    /**
     * The endpoint serves ranges of so many blocks.
     *
     * @param blocks at least 1 and fewer than were asked for
     */
    record AtMost(long blocks) implements Refusal {}

    /**
     * The endpoint named a range that it would serve.
     *
     * @param range begins with the block that was asked for and ends before the range that was asked for
     * @param reason what the range that was asked for had too much of
     */
    record Suggested(BlockWindow range, Reason reason) implements Refusal {}

    /**
     * The same range is to be asked for again later: the endpoint is busy, or was asked too often.
     *
     * @param named how long the endpoint wants to be left alone, more than nothing and at most one hour; empty where it did
     *     not say
     */
    record Wait(Optional<Duration> named) implements Refusal {}

    /** The endpoint does not have a block yet that was asked for. */
    record Ahead() implements Refusal {}

    /** Asking again does not help: the endpoint does not offer the method, or not to us. */
    record Hopeless() implements Refusal {}
}
