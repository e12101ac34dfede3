package org.paymentpoller.node;

import java.util.OptionalInt;

/** The endpoint does not take so many questions in one request. */
class BatchRefusedException extends NodeException {

    private final transient OptionalInt limit;

    BatchRefusedException(String message, OptionalInt limit) {
        super(message);
        this.limit = limit;
    }

    /** How many it takes, if it said so. */
    OptionalInt limit() {
        return limit;
    }
}
