package org.paymentpoller.history;

/** So many read at once that the poller's connections would be at stake; worth another try after a second. */
public final class TooManyReadsException extends RuntimeException {

    TooManyReadsException() {
        super("too many requests read payments at once; try again in a second");
    }
}
