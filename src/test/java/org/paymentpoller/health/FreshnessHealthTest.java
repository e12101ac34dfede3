package org.paymentpoller.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.fixture.StoppedClock;
import org.springframework.boot.actuate.health.Status;

class FreshnessHealthTest {

    private static final FreshnessLimits NO_LAG_LIMIT =
            new FreshnessLimits(Duration.ofMinutes(2), Optional.empty(), Optional.empty());

    private final StoppedClock clock = new StoppedClock();
    private final WatchStatus status = new WatchStatus(clock);
    private final FreshnessHealth fresh = new FreshnessHealth(status, NO_LAG_LIMIT, clock);

    @Test
    void pollsThatEndWellKeepItFresh() {
        status.polled(10, 10, WatchState.POLLING);
        clock.pass(Duration.ofMinutes(2));
        assertThat(fresh.health().getStatus()).isEqualTo(Status.UP);

        clock.pass(Duration.ofMillis(1));
        assertThat(fresh.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(fresh.health().getDetails())
                .containsEntry("reason", "no poll ended well for 120 s, and 120 s is the limit");

        status.polled(10, 10, WatchState.POLLING);
        assertThat(fresh.health().getStatus()).isEqualTo(Status.UP);
        assertThat(fresh.health().getDetails()).doesNotContainKey("reason");
    }

    @Test
    void failuresInBetweenAreNoStaleness() {
        status.polled(10, 10, WatchState.POLLING);
        status.stuck(WatchState.FAILING, "no node");
        clock.pass(Duration.ofMinutes(1));

        assertThat(fresh.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void beforeTheFirstPollTheTimeCountsFromTheStart() {
        assertThat(fresh.health().getStatus()).isEqualTo(Status.UP);

        clock.pass(Duration.ofMinutes(3));

        assertThat(fresh.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aCursorThatAnotherReplicaMovesIsFresh() {
        status.polled(10, 20, WatchState.POLLING);
        clock.pass(Duration.ofMinutes(3));

        status.movedElsewhere(15);

        assertThat(fresh.health().getStatus()).isEqualTo(Status.UP);
        assertThat(fresh.health().getDetails()).containsEntry("lagBlocks", 5L);
    }

    @Test
    void anyLagIsFreshWhereNoneIsLimited() {
        status.saw(10, clock.instant().minusSeconds(100_000));
        status.polled(10, 1_000_000, WatchState.POLLING);

        assertThat(fresh.health().getStatus()).isEqualTo(Status.UP);
        assertThat(fresh.health().getDetails())
                .containsAllEntriesOf(Map.of("lagBlocks", 999_990L, "lagSeconds", 100_000L));
    }

    @Test
    void aLagBeyondItsLimitsIsTold() {
        FreshnessHealth limited = new FreshnessHealth(
                status,
                new FreshnessLimits(Duration.ofMinutes(2), Optional.of(20L), Optional.of(Duration.ofMinutes(5))),
                clock);
        status.saw(10, clock.instant().minusSeconds(300));
        status.polled(10, 30, WatchState.POLLING);
        assertThat(limited.health().getStatus()).isEqualTo(Status.UP);

        clock.pass(Duration.ofSeconds(1));
        status.polled(10, 31, WatchState.POLLING);

        assertThat(limited.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(limited.health().getDetails())
                .containsEntry(
                        "reason",
                        "the cursor is 21 blocks behind the safe head, and 20 is the limit; the cursor's block is 301 s"
                                + " old, and 300 s is the limit");
    }

    @Test
    void anUnknownLagIsNone() {
        FreshnessHealth limited = new FreshnessHealth(
                status,
                new FreshnessLimits(Duration.ofMinutes(2), Optional.of(1L), Optional.of(Duration.ofSeconds(1))),
                clock);

        assertThat(limited.health().getStatus()).isEqualTo(Status.UP);
    }
}
