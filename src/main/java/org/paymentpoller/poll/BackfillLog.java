package org.paymentpoller.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.paymentpoller.cursor.BackfillProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line every few seconds while a backlog is worked off, and one at its end where it took long. */
final class BackfillLog {

    private static final Logger LOG = LoggerFactory.getLogger(BackfillLog.class);

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final int SECONDS_IN_A_MINUTE = 60;
    private static final int MINUTES_IN_AN_HOUR = 60;

    private final Clock clock;
    private Instant last = Instant.MIN;

    BackfillLog(Clock clock) {
        this.clock = clock;
    }

    void tell(BackfillProgress progress) {
        if (progress.isDone()) {
            if (progress.took().compareTo(BETWEEN_LINES) >= 0) {
                LOG.info(
                        "Caught up with block {}: {} blocks, {} payments of this replica in {}",
                        progress.safeHead(),
                        progress.doneBlocks(),
                        progress.payments(),
                        text(progress.took()));
            }
            return;
        }
        Instant now = clock.instant();
        if (progress.took().compareTo(BETWEEN_LINES) >= 0 && !now.isBefore(last.plus(BETWEEN_LINES))) {
            last = now;
            LOG.info(
                    "Backfill: {} of {} blocks ({} %), {} payments of this replica, {} blocks/s, {} left",
                    progress.doneBlocks(),
                    progress.allBlocks(),
                    progress.percent(),
                    progress.payments(),
                    progress.blocksPerSecond()
                            .map(rate -> Long.toString(Math.round(rate)))
                            .orElse("?"),
                    progress.remaining().map(BackfillLog::text).orElse("unknown time"));
        }
    }

    /** The two greatest units, as a person says it. */
    private static String text(Duration time) {
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutes() % MINUTES_IN_AN_HOUR + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSeconds() % SECONDS_IN_A_MINUTE + " s"
                : time.toSeconds() + " s";
    }
}
