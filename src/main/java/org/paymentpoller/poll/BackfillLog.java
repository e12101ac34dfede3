package org.paymentpoller.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.paymentpoller.cursor.BackfillProgress;
import org.paymentpoller.cursor.DurationText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line every few seconds while a backlog is worked off, and one at its end where it took long. */
final class BackfillLog {

    private static final Logger LOG = LoggerFactory.getLogger(BackfillLog.class);

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

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
                        DurationText.of(progress.took()));
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
                    progress.remaining().map(DurationText::of).orElse("unknown time"));
        }
    }
}
