package org.paymentpoller.poll;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.cursor.CommitOutcomeUnknownException;
import org.paymentpoller.ledger.BlockWindow;

/** What became of one poll for a window. */
public enum WindowOutcome {
    /** The window's payments, rejected events and cursor were committed. */
    RECORDED,
    /** The poll ended well, and there was no window to record. */
    NONE,
    /** The window was begun and rolled back. */
    ROLLED_BACK,
    /** The connection was lost in the commit of the window: recorded or rolled back, as the cursor will tell. */
    UNKNOWN,
    /** The cursor row was held by another replica or session for as long as may be waited. */
    HELD,
    /** The poll failed before it had chosen a window. */
    NOT_BEGUN;

    /** lock_not_available (PostgreSQL documentation, Appendix A). */
    private static final String LOCK_TIMEOUT = "55P03";

    /**
     * The outcome of a poll that has ended.
     *
     * @param window what it chose; null where it came to no choice, or there was nothing to choose
     * @param failure what it ended with; null where it ended well
     */
    public static WindowOutcome of(@Nullable BlockWindow window, @Nullable Throwable failure) {
        if (failure == null) {
            return window == null ? NONE : RECORDED;
        }
        if (window == null) {
            boolean waitedInVain =
                    DatabaseFault.sqlState(failure).filter(LOCK_TIMEOUT::equals).isPresent();
            return waitedInVain ? HELD : NOT_BEGUN;
        }
        boolean lostInCommit = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(CommitOutcomeUnknownException.class::isInstance);
        return lostInCommit ? UNKNOWN : ROLLED_BACK;
    }
}
