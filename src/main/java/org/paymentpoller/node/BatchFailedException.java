package org.paymentpoller.node;

import java.util.OptionalInt;

/**
 * The endpoint failed at a request with several questions, without a word of what was wrong: it may take fewer, or have failed
 * for a moment.
 */
final class BatchFailedException extends BatchRefusedException {

    BatchFailedException(String message) {
        super(message, OptionalInt.empty());
    }
}
