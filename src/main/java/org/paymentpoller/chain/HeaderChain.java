package org.paymentpoller.chain;

import java.util.List;
import java.util.Optional;
import org.paymentpoller.node.NodeException;

/** Whether a window's headers are one chain, from the block before the window to its end block. */
final class HeaderChain {

    private HeaderChain() {}

    /**
     * Requires that each header is the child of the one before it and that the last one is the end block.
     *
     * @param who the endpoint that answered, for the message
     * @param before the block before the window; none where the window begins with block 0
     * @param headers every block of the window, in ascending order
     * @throws NodeException when a block is missing, out of its place, or another one's child
     */
    static void requireLinked(String who, Optional<BlockId> before, List<BlockHeader> headers, BlockId end)
            throws NodeException {
        Optional<BlockId> last = before;
        for (BlockHeader header : headers) {
            requireNext(who, last, header);
            last = Optional.of(header.id());
        }
        requireEnd(who, last, end);
    }

    /** Requires that a header is the child of a block. */
    static void requireNext(String who, Optional<BlockId> last, BlockHeader header) throws NodeException {
        long next = last.map(BlockId::number).orElse(-1L) + 1;
        if (header.number() != next) {
            throw new NodeException(who + " was asked for block " + next + " and answered block " + header.number()
                    + ", " + header.hash());
        }
        if (last.isPresent() && !header.parentHash().equals(last.get().hash())) {
            throw new NodeException(who + " gave block " + next + " the parent " + header.parentHash() + ", but block "
                    + last.get().number() + " is " + last.get().hash());
        }
    }

    private static void requireEnd(String who, Optional<BlockId> last, BlockId end) throws NodeException {
        long number = last.map(BlockId::number).orElse(-1L);
        if (number != end.number()) {
            throw new NodeException(
                    who + " gave headers up to block " + number + " for a window up to block " + end.number());
        }
        String hash = last.orElseThrow().hash();
        if (!hash.equals(end.hash())) {
            throw new NodeException(
                    who + " gave two hashes for block " + end.number() + ": " + end.hash() + " and " + hash);
        }
    }
}
