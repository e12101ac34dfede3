package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.paymentpoller.cursor.BackfillProgress;
import org.paymentpoller.fixture.LogLines;
import org.paymentpoller.fixture.StoppedClock;

class BackfillLogTest {

    private final StoppedClock clock = new StoppedClock();
    private final BackfillLog log = new BackfillLog(clock);
    private final LogLines lines = LogLines.of(BackfillLog.class);

    @AfterEach
    void stopListening() {
        lines.close();
    }

    @Test
    void aBacklogIsToldEveryFiveSeconds() {
        log.tell(progress(100, 0, Optional.empty()));
        log.tell(progress(500, 5, Optional.of(100.0)));
        clock.pass(Duration.ofSeconds(4));
        log.tell(progress(900, 9, Optional.of(100.0)));
        clock.pass(Duration.ofSeconds(1));
        log.tell(progress(1000, 10, Optional.of(0.5)));

        assertThat(lines.soFar())
                .containsExactly(
                        "INFO Backfill: 500 of 10000 blocks (5 %), 7 payments of this replica, 100 blocks/s, 1 min 35 s left",
                        "INFO Backfill: 1000 of 10000 blocks (10 %), 7 payments of this replica, 1 blocks/s, 5 h left");
    }

    @Test
    void whatIsNotKnownIsSaidToBeUnknown() {
        log.tell(progress(500, 5, Optional.empty()));

        assertThat(lines.soFar())
                .containsExactly(
                        "INFO Backfill: 500 of 10000 blocks (5 %), 7 payments of this replica, ? blocks/s, unknown time left");
    }

    @Test
    void theEndIsToldWhereItTookLong() {
        log.tell(progress(10_000, 4, Optional.of(100.0)));
        log.tell(progress(10_000, 65, Optional.of(100.0)));

        assertThat(lines.soFar())
                .containsExactly(
                        "INFO Caught up with block 10000: 10000 blocks, 7 payments of this replica in 1 min 5 s");
    }

    private static BackfillProgress progress(long cursor, long seconds, Optional<Double> rate) {
        return new BackfillProgress(1, cursor, 10_000, 7, Duration.ofSeconds(seconds), rate);
    }
}
