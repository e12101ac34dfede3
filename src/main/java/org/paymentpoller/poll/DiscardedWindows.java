package org.paymentpoller.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that {@code offer-payments} discards, at most once a minute: a route that is too slow would have a line a window. */
class DiscardedWindows {

    private static final Logger LOG = LoggerFactory.getLogger(DiscardedWindows.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant quietUntil = Instant.MIN;
    private long unsaid;

    DiscardedWindows(Clock clock) {
        this.clock = clock;
    }

    /** One more window is discarded. */
    void one() {
        unsaid++;
        Instant now = clock.instant();
        if (now.isBefore(quietUntil)) {
            return;
        }
        LOG.warn(
                "The payments of {} recorded {} are not sent to seda:payments-recorded: the routes that begin with it are"
                        + " too slow, and as many windows as may wait do",
                unsaid,
                unsaid == 1 ? "window" : "windows");
        quietUntil = now.plus(QUIET);
        unsaid = 0;
    }
}
