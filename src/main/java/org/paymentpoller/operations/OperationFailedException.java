package org.paymentpoller.operations;

/** An operation that was begun and could not be ended; one clear line, without what carries URLs and SQL beneath it. */
public class OperationFailedException extends IllegalStateException {

    public OperationFailedException(String message) {
        super(message);
    }
}
