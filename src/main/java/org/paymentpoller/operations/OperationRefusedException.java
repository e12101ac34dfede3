package org.paymentpoller.operations;

/** An operation that was not begun, because of its arguments or because the watch is not in a state for it; one clear line. */
public class OperationRefusedException extends IllegalArgumentException {

    public OperationRefusedException(String message) {
        super(message);
    }
}
