package org.paymentpoller.cursor;

/** How the watch is, as the last poll found it. */
public enum WatchState {
    /** No poll has ended yet. */
    STARTING(true),
    /** Windows are recorded as blocks become safe. */
    POLLING(true),
    /** The start block is not safe yet. */
    WAITING_FOR_START_BLOCK(true),
    /** An operator paused the watch for all replicas. */
    PAUSED(false),
    /** The node's head lies below a cursor that had advanced. */
    HEAD_BELOW_CURSOR(false),
    /** The last window was rolled back. */
    FAILING(false),
    /** The node, the configuration and the cursor row name different chains. */
    WRONG_CHAIN(false),
    /** The chain no longer has the cursor's block. */
    HALTED(false);

    private final boolean healthy;

    WatchState(boolean healthy) {
        this.healthy = healthy;
    }

    /** Whether nobody needs to look. */
    public boolean isHealthy() {
        return healthy;
    }
}
