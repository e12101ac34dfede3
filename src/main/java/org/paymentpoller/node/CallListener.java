package org.paymentpoller.node;

import java.time.Duration;

/** Hears of every HTTP request to an endpoint, on the thread that asked. */
@FunctionalInterface
public interface CallListener {

    /** Hears nothing. */
    CallListener NONE = (endpoint, outcome, took) -> {};

    /**
     * A request has ended.
     *
     * @param endpoint its label, never its URL
     * @param took from the request to the last byte of the answer, read and understood
     */
    void called(String endpoint, CallOutcome outcome, Duration took);
}
