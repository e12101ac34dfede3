package org.paymentpoller.node;

/** No endpoint is asked before its rest is over; what it rests from was told when the rest began. */
public class RestingException extends NodeException {

    public RestingException(String message) {
        super(message);
    }
}
