package org.paymentpoller.node;

import java.time.Duration;
import java.util.List;

/** Hears of every HTTP request to an endpoint, on the thread that asked. */
@FunctionalInterface
public interface CallListener {

    /** Hears nothing. */
    CallListener NONE = (endpoint, outcome, took) -> {};

    /** One for all of them, in their order. */
    static CallListener all(List<CallListener> listeners) {
        List<CallListener> every = List.copyOf(listeners);
        return (endpoint, outcome, took) -> every.forEach(one -> one.called(endpoint, outcome, took));
    }

    /**
     * A request has ended.
     *
     * @param endpoint its label, never its URL
     * @param took from the request to the last byte of the answer, read and understood
     */
    void called(String endpoint, CallOutcome outcome, Duration took);
}
