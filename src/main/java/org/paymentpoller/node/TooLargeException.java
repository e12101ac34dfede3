package org.paymentpoller.node;

/** An answer is larger than what is read of one. */
public class TooLargeException extends NodeException {

    TooLargeException(String message) {
        super(message);
    }
}
