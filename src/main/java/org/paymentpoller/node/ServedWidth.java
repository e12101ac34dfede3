package org.paymentpoller.node;

import org.paymentpoller.ledger.BlockWindow;

/**
 * How many blocks an endpoint serves in one eth_getLogs: learnt from its refusals, in memory, and tried wider again after
 * windows that went well. A limit of blocks is tried ever more rarely; one of results is not the endpoint's for long, since
 * it depends on how much happened in those blocks.
 */
public final class ServedWidth {

    private static final int WINDOWS_AFTER_RESULTS = 1;
    private static final int MOST_WINDOWS_AFTER_RESULTS = 8;
    private static final int WINDOWS_AFTER_BLOCKS = 16;
    private static final int MOST_WINDOWS_AFTER_BLOCKS = 256;

    private final long most;
    private long width;
    private int servedInARow;
    private int probeAfter = WINDOWS_AFTER_RESULTS;

    /**
     * @param most POLLER_MAX_BLOCK_RANGE, in blocks
     */
    public ServedWidth(long most) {
        this.most = most;
        this.width = most;
    }

    /** Most blocks to ask for. */
    public synchronized long blocks() {
        return width;
    }

    /** The beginning of a window, no wider than what has been served. */
    public synchronized BlockWindow narrow(BlockWindow window) {
        return new BlockWindow(window.from(), Math.min(window.to(), window.from() + width - 1));
    }

    /**
     * The endpoint limits the number of blocks.
     *
     * @param blocks what it may serve, from 1
     */
    public synchronized void limitedByBlocks(long blocks) {
        shrinkTo(blocks);
        probeAfter = Math.min(MOST_WINDOWS_AFTER_BLOCKS, Math.max(WINDOWS_AFTER_BLOCKS, 2 * probeAfter));
    }

    /**
     * There was too much in the blocks, or the endpoint did not say what was wrong with them.
     *
     * @param blocks what it may serve, from 1
     */
    public synchronized void limitedByResults(long blocks) {
        shrinkTo(blocks);
        probeAfter = Math.min(MOST_WINDOWS_AFTER_RESULTS, 2 * probeAfter);
    }

    private void shrinkTo(long blocks) {
        width = Math.max(1, Math.min(width, blocks));
        servedInARow = 0;
    }

    /** A window was served; only one as wide as the endpoint was believed to serve says something about a wider one. */
    public synchronized void served(BlockWindow window) {
        if (window.blocks() < width || width == most) {
            return;
        }
        servedInARow++;
        if (servedInARow >= probeAfter) {
            width = Math.min(most, 2 * width);
            servedInARow = 0;
            if (width == most) {
                probeAfter = WINDOWS_AFTER_RESULTS;
            }
        }
    }
}
