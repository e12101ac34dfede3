package org.paymentpoller.poll;

import java.time.Duration;

/** Hears how the polls go, on their own thread, which it must not hold up. */
public interface PollListener {

    /** The step that locks the cursor row has ended, well or not. */
    void waitedForLock(Duration wait);

    /** A poll for a window has ended, after its commit or rollback. */
    void ended(PolledWindow window);

    /** The payments of a recorded window were not given to the routes that take them, because too many windows wait there. */
    void discarded();
}
