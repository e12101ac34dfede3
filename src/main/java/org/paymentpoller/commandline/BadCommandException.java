package org.paymentpoller.commandline;

/** A command line that is not understood; one line that says how it should be. */
class BadCommandException extends IllegalArgumentException {

    BadCommandException(String message) {
        super(message);
    }
}
