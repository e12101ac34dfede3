package org.paymentpoller.node;

/** What a refusal is about. */
enum Sense {
    /** The endpoint is busy, or was asked too often. */
    LATER,
    /** The endpoint does not do this, or not for us. */
    NEVER,
    /** The endpoint does not have a block yet that was asked for. */
    AHEAD,
    /** The question took too long: fewer blocks are less work. */
    TOO_SLOW,
    TOO_MANY_RESULTS,
    TOO_MANY_BLOCKS;

    /** Whether a smaller range would help. */
    boolean isTooMuch() {
        return this == TOO_SLOW || this == TOO_MANY_RESULTS || this == TOO_MANY_BLOCKS;
    }
}
