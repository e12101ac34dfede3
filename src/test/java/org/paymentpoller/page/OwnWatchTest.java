package org.paymentpoller.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.ledger.BlockWindow;

class OwnWatchTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final WatchStatus status = new WatchStatus(Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void aWatchThatHasNotPolledYetIsCalm() {
        OwnWatch own = at(NOON);

        assertThat(own.state()).isEqualTo("starting");
        assertThat(own.tone()).isEqualTo("calm");
        assertThat(own.lagBlocks()).isNull();
        assertThat(own.backlog()).isNull();
    }

    @Test
    void aLongBacklogIsTold() {
        status.recorded(new BlockWindow(100, 5_099), 8_099, 7);
        assertThat(at(NOON).backlog()).isNull();

        status.polled(5_099, 8_100, WatchState.POLLING);
        assertThat(at(NOON).backlog()).isEqualTo(new OwnWatch.Backlog(5_000, 8_001, 62, 7, null, null));
    }

    @Test
    void aPollThatDoesNotComeAnyMoreIsTold() {
        status.polled(8_000, 8_000, WatchState.POLLING);
        assertThat(at(NOON.plusSeconds(100)).tone()).isEqualTo("good");

        OwnWatch own = at(NOON.plusSeconds(150));

        assertThat(own.tone()).isEqualTo("bad");
        assertThat(own.reason()).startsWith("No poll has ended well for 2 min 30 s");
    }

    private OwnWatch at(Instant now) {
        return OwnWatch.of(status, Clock.fixed(now, ZoneOffset.UTC), Duration.ofMinutes(2), 1_000);
    }
}
