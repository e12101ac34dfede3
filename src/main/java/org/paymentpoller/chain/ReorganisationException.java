package org.paymentpoller.chain;

import org.paymentpoller.node.NodeException;

/** The chain no longer has the cursor's block: it reorganised below what finality promised. */
public class ReorganisationException extends NodeException {

    public ReorganisationException(String endpoint, BlockId now, String recorded) {
        super("the chain reorganised below the cursor: block " + now.number() + " was recorded as " + recorded + ", "
                + endpoint + " now has " + now.hash() + "; nothing is written");
    }
}
