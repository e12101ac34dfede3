package org.paymentpoller.node;

/** An endpoint does not have a block yet, or no longer: it is waited for. */
public class BehindException extends NodeException {

    public BehindException(String message) {
        super(message);
    }
}
