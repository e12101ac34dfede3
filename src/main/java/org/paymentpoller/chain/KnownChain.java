package org.paymentpoller.chain;

import java.util.Optional;

/**
 * What the watch knows of its chain, from the cursor row as the last poll read it. Where there are several endpoints, one
 * that contradicts it is passed over; whether a window counts is still judged by the row that is locked.
 */
public final class KnownChain {

    /**
     * The chain as the cursor row has it.
     *
     * @param id the chain's id, once it is pinned or configured
     * @param block the last processed block; -1 where none was processed yet
     * @param hash that block's hash, where it is known
     */
    public record Known(Optional<Long> id, long block, Optional<String> hash) {}

    private volatile Known known = new Known(Optional.empty(), -1, Optional.empty());

    /** The row says so now. */
    public void is(Known now) {
        known = now;
    }

    /**
     * Compares the id that an endpoint told.
     *
     * @param endpoint its label
     * @throws WrongChainException when it is another chain's
     */
    public void require(String endpoint, long chainId) throws WrongChainException {
        Optional<Long> expected = known.id();
        if (expected.isPresent() && expected.get() != chainId) {
            throw new WrongChainException(endpoint, chainId, expected.get());
        }
    }

    /** Whether a head is below what was processed already. */
    boolean isAbove(SafeHead head) {
        return head.number() < known.block();
    }

    /** Whether a head is another branch's than what was processed. */
    boolean contradicts(SafeHead head) {
        Known now = known;
        return head.number() == now.block()
                && now.hash().filter(hash -> !hash.equals(head.id().hash())).isPresent();
    }

    /** Whether an answer is of another chain, or of a branch without the processed block. */
    boolean contradicts(WindowLogs answer) {
        Known now = known;
        boolean otherChain = now.id().isPresent() && now.id().get() != answer.chainId();
        boolean otherBranch = answer.before()
                .filter(before -> before.number() == now.block())
                .flatMap(before -> now.hash().filter(hash -> !hash.equals(before.hash())))
                .isPresent();
        return otherChain || otherBranch;
    }
}
