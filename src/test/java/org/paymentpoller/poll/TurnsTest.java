package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paymentpoller.chain.BurnEvent;
import org.paymentpoller.chain.TestChain;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.Cursor.CaughtUp;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;

class TurnsTest {

    private final WatchStatus status = new WatchStatus(Clock.systemUTC());
    private final Turns turns = new Turns(Duration.ofSeconds(10), status);

    @Test
    void aTickHasNothingToAskShortlyAfterAnotherReplicasPoll() {
        assertThat(turns.isPolledElsewhere(cursor("other", 150, 8999))).isTrue();
        assertThat(status.now().cursor()).contains(150L);
        assertThat(status.now().lastSuccess()).isPresent();
    }

    @Test
    void aTickAsksWhenThatPollIsNineTenthsOfAnIntervalOld() {
        assertThat(turns.isPolledElsewhere(cursor("other", 150, 9000))).isFalse();
        assertThat(status.now().lastSuccess()).isEmpty();
    }

    @Test
    void aReplicaLooksItselfAfterFortyTicksThatItLeftToOthers() {
        for (int look = 0; look < 2; look++) {
            for (int tick = 0; tick < 40; tick++) {
                assertThat(turns.isPolledElsewhere(cursor("other", 150, 0))).isTrue();
            }
            assertThat(turns.isPolledElsewhere(cursor("other", 150, 0))).isFalse();
        }
    }

    @Test
    void aReplicasOwnPollNeverHoldsItBack() {
        assertThat(turns.isPolledElsewhere(cursor(turns.replica(), 150, 0))).isFalse();
    }

    @Test
    void aReplicaThatFailedPollsUntilItIsWellItself() {
        status.stuck(WatchState.FAILING, "its node is down");
        assertThat(turns.isPolledElsewhere(cursor("other", 150, 0))).isFalse();
        assertThat(status.now().state()).isEqualTo(WatchState.FAILING);

        status.polled(150, 150, WatchState.POLLING);
        assertThat(turns.isPolledElsewhere(cursor("other", 150, 0))).isTrue();
    }

    @Test
    void aCursorThatMovedSinceMayHaveABacklog() {
        assertThat(turns.isPolledElsewhere(cursor("other", 151, 0))).isFalse();
        assertThat(turns.isPolledElsewhere(cursor("other", 149, 0))).isFalse();
    }

    @Test
    void aPollInTheFutureOfTheDatabasesClockSaysNothing() {
        assertThat(turns.isPolledElsewhere(cursor("other", 150, -1))).isFalse();
    }

    @Test
    void theFirstPollOfAWatchIsNobodyElses() {
        assertThat(turns.isPolledElsewhere(cursor(Optional.empty()))).isFalse();
    }

    @Test
    void aPausedWatchIsLookedAtByEveryReplica() {
        CaughtUp poll = new CaughtUp("other", 150, Duration.ZERO);

        assertThat(turns.isPolledElsewhere(cursor(Optional.of(poll), Optional.of("an audit"))))
                .isFalse();
    }

    private static Cursor cursor(String replica, long block, long millisAgo) {
        return cursor(Optional.of(new CaughtUp(replica, block, Duration.ofMillis(millisAgo))));
    }

    private static Cursor cursor(Optional<CaughtUp> caughtUp) {
        return cursor(caughtUp, Optional.empty());
    }

    private static Cursor cursor(Optional<CaughtUp> caughtUp, Optional<String> paused) {
        return new Cursor(
                "payment-poller",
                Optional.empty(),
                TestChain.CONTRACT,
                BurnEvent.TOPIC0,
                100,
                150,
                Optional.of(150L),
                Optional.of(TestChain.blockHash(150)),
                caughtUp,
                paused);
    }
}
