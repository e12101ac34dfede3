package org.paymentpoller.ledger;

/**
 * The blocks that one poll asks for.
 *
 * @param from first block, inclusive, not negative
 * @param to last block, inclusive, not below {@code from}
 */
public record BlockWindow(long from, long to) {

    public BlockWindow {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("No window of blocks: " + from + " to " + to);
        }
    }

    /** How many blocks the window has, at least 1. */
    public long blocks() {
        return to - from + 1;
    }

    /** Whether the block lies inside the window, both ends included. */
    public boolean contains(long block) {
        return from <= block && block <= to;
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
