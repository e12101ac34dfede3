package org.paymentpoller.chain;

import org.paymentpoller.node.NodeException;

/** The node serves another chain than the watch's. */
public class WrongChainException extends NodeException {

    public WrongChainException(String endpoint, long found, long expected) {
        super(endpoint + " serves chain " + found + ", but the watch belongs to chain " + expected
                + "; nothing is written. Mend POLLER_RPC_URL or POLLER_CHAIN_ID");
    }
}
