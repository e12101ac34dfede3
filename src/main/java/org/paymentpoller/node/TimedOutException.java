package org.paymentpoller.node;

/** An endpoint did not answer in time. */
public class TimedOutException extends NodeException {

    public TimedOutException(String message) {
        super(message);
    }
}
