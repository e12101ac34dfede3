package org.paymentpoller.cursor;

import org.springframework.transaction.TransactionSystemException;

/** The connection was lost in a COMMIT, so that the window may be recorded or not; the cursor row tells which. */
public class CommitOutcomeUnknownException extends TransactionSystemException {

    public CommitOutcomeUnknownException(Throwable cause) {
        super("the connection to the database was lost in the commit", cause);
    }
}
