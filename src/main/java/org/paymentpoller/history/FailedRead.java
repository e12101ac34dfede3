package org.paymentpoller.history;

import org.springframework.core.NestedExceptionUtils;

/** What went wrong with a read, for the log. */
public final class FailedRead {

    private FailedRead() {}

    /** The innermost message in one line. */
    public static String line(Exception failure) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage())
                .replaceAll("\\s+", " ");
    }
}
