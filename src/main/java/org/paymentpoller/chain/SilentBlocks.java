package org.paymentpoller.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.paymentpoller.node.NodeException;

/** The blocks of a window that look as if the node kept back their logs. */
final class SilentBlocks {

    private SilentBlocks() {}

    /**
     * The headers whose bloom can hold the watched event while no log of it came, in the order given.
     *
     * @param who the endpoint that answered, for the message
     * @param blocksWithLogs numbers of the blocks of which at least one log of the event came
     * @throws NodeException when a header has no bloom
     */
    static List<BlockHeader> among(String who, List<BlockHeader> headers, Set<Long> blocksWithLogs, LogsBloom event)
            throws NodeException {
        List<BlockHeader> silent = new ArrayList<>();
        for (BlockHeader header : headers) {
            if (!blocksWithLogs.contains(header.number()) && event.mayBeIn(bloom(who, header))) {
                silent.add(header);
            }
        }
        return silent;
    }

    private static String bloom(String who, BlockHeader header) throws NodeException {
        try {
            String what = "block " + header.number() + " a logsBloom";
            return Quantity.bytes(who, what, header.logsBloom().orElse(null), 256);
        } catch (NodeException e) {
            throw new NodeException(e.getMessage() + "; on a chain without blooms, set POLLER_NODE_BLOOM_CHECK=false");
        }
    }
}
