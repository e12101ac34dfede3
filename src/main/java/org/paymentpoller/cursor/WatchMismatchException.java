package org.paymentpoller.cursor;

/** The configuration and the cursor row are about different things; nothing is written until one of them changes. */
public class WatchMismatchException extends IllegalStateException {

    public WatchMismatchException(String message) {
        super(message);
    }
}
