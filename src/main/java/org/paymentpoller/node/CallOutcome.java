package org.paymentpoller.node;

/** How one HTTP request to an endpoint ended. */
public enum CallOutcome {
    /** It answered what was asked. */
    SUCCESS,
    /** It answered with an error, be it of HTTP or of JSON-RPC. */
    REFUSED,
    /** It did not answer in time. */
    TIMEOUT,
    /** It could not be reached, broke off, or gave an answer that is none. */
    FAILED
}
