package org.paymentpoller.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WatchStatusTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final WatchStatus status = new WatchStatus(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void beginsBeforeTheFirstPoll() {
        assertThat(status.now())
                .isEqualTo(new WatchStatus.Snapshot(
                        WatchState.STARTING, "", Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(status.now().state().isHealthy()).isTrue();
    }

    @Test
    void aPollThatEndedWellIsKeptWithItsTime() {
        status.polled(10, 12, WatchState.POLLING);

        assertThat(status.now())
                .isEqualTo(new WatchStatus.Snapshot(
                        WatchState.POLLING, "", Optional.of(10L), Optional.of(12L), Optional.of(NOW)));
    }

    @Test
    void aPollThatDidNotGetOnKeepsWhatWasKnown() {
        status.polled(10, 12, WatchState.POLLING);

        status.stuck(WatchState.FAILING, "no node");

        assertThat(status.now())
                .isEqualTo(new WatchStatus.Snapshot(
                        WatchState.FAILING, "no node", Optional.of(10L), Optional.of(12L), Optional.of(NOW)));
    }

    @Test
    void aCursorThatAnotherReplicaMovedIsASuccessAndNoNewState() {
        status.stuck(WatchState.FAILING, "no node");

        status.movedElsewhere(11);

        assertThat(status.now())
                .isEqualTo(new WatchStatus.Snapshot(
                        WatchState.FAILING, "no node", Optional.of(11L), Optional.empty(), Optional.of(NOW)));
    }

    @Test
    void onlyANewStateIsWorthALine() {
        assertThat(status.stuck(WatchState.FAILING, "one")).isTrue();
        assertThat(status.stuck(WatchState.FAILING, "two")).isFalse();
        assertThat(status.now().reason()).isEqualTo("two");
        assertThat(status.stuck(WatchState.HALTED, "three")).isTrue();
        status.polled(1, 1, WatchState.POLLING);
        assertThat(status.stuck(WatchState.HALTED, "four")).isTrue();
    }

    @Test
    void aPollThatEndsWellForgetsTheReason() {
        status.stuck(WatchState.FAILING, "no node");

        status.polled(10, 12, WatchState.POLLING);

        assertThat(status.now().reason()).isEmpty();
    }

    @Test
    void theLastFailureIsKeptAfterAllIsWellAgain() {
        status.stuck(WatchState.FAILING, "no node");

        status.polled(10, 12, WatchState.POLLING);

        assertThat(status.lastFailure()).contains(new WatchStatus.Failure(NOW, WatchState.FAILING, "no node"));
    }

    @Test
    void theLagIsTheAgeOfTheCursorsBlockWhileSafeBlocksWaitBehindIt() {
        assertThat(status.lagBlocks()).isEmpty();
        assertThat(status.lag()).isEmpty();

        status.saw(10, NOW.minusSeconds(90));
        status.polled(10, 12, WatchState.POLLING);
        assertThat(status.lagBlocks()).contains(2L);
        assertThat(status.lag()).contains(Duration.ofSeconds(90));

        status.polled(11, 12, WatchState.POLLING);
        assertThat(status.lag()).as("of a block whose time was never told").isEmpty();

        status.polled(12, 12, WatchState.POLLING);
        assertThat(status.lagBlocks()).contains(0L);
        assertThat(status.lag()).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @EnumSource(
            value = WatchState.class,
            names = {"PAUSED", "HEAD_BELOW_CURSOR", "FAILING", "WRONG_CHAIN", "HALTED"})
    void someoneNeedsToLook(WatchState state) {
        assertThat(state.isHealthy()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = WatchState.class,
            names = {"STARTING", "POLLING", "WAITING_FOR_START_BLOCK"})
    void nobodyNeedsToLook(WatchState state) {
        assertThat(state.isHealthy()).isTrue();
    }
}
