package org.paymentpoller.poll;

import org.paymentpoller.chain.KnownChain;
import org.paymentpoller.chain.WrongChainException;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.WatchIdentity;

/** Whether configuration, cursor row and node are about the same contract on the same chain. */
final class ChainIdentity {

    private final WatchIdentity watch;
    private final KnownChain chain;

    ChainIdentity(WatchIdentity watch, KnownChain chain) {
        this.watch = watch;
        this.chain = chain;
    }

    /**
     * Compares all three.
     *
     * @param endpoint the label of the endpoint that told its chain id
     * @throws WrongChainException when the node is on another chain
     */
    void require(Cursor cursor, String endpoint, long chainId) throws WrongChainException {
        watch.requireSame(cursor);
        chain.is(new KnownChain.Known(
                watch.expectedChainId(cursor),
                cursor.hasAdvanced() ? cursor.lastProcessedBlock() : -1,
                cursor.expectedHash()));
        chain.require(endpoint, chainId);
    }
}
