package org.paymentpoller.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.StoppedClock;
import org.paymentpoller.ledger.BlockWindow;

class BackfillTest {

    private final StoppedClock clock = new StoppedClock();
    private final Backfill backfill = new Backfill(clock);

    @Test
    void aWindowThatReachesTheSafeHeadIsNoBacklog() {
        assertThat(backfill.recorded(new BlockWindow(1, 10), 10, 3)).isEmpty();
        assertThat(backfill.now()).isEmpty();
    }

    @Test
    void theFirstWindowOfABacklogTellsHowMuchThereIsAndNoRate() {
        BackfillProgress progress = record(1, 100, 1000, 3);

        assertThat(progress.doneBlocks()).isEqualTo(100);
        assertThat(progress.allBlocks()).isEqualTo(1000);
        assertThat(progress.percent()).isEqualTo(10);
        assertThat(progress.payments()).isEqualTo(3);
        assertThat(progress.blocksPerSecond()).isEmpty();
        assertThat(progress.remaining()).isEmpty();
        assertThat(progress.isDone()).isFalse();
    }

    @Test
    void thePercentageIsExact() {
        assertThat(record(1, 29, 100, 0).percent()).isEqualTo(29);
        assertThat(record(30, 57, 100, 0).percent()).isEqualTo(57);
        assertThat(record(58, 99_999, 100_000, 0).percent()).isEqualTo(99);
    }

    @Test
    void theRateIsTakenFromTheEndOfTheFirstWindowOn() {
        record(1, 100, 1000, 3);
        clock.pass(Duration.ofSeconds(2));

        BackfillProgress progress = record(101, 300, 1000, 4);

        assertThat(progress.blocksPerSecond()).contains(100.0);
        assertThat(progress.remaining()).contains(Duration.ofSeconds(7));
        assertThat(progress.payments()).isEqualTo(7);
        assertThat(progress.took()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theRateFollowsANodeThatBecomesSlower() {
        record(1, 100, 100_000, 0);
        for (int window = 1; window <= 60; window++) {
            clock.pass(Duration.ofSeconds(1));
            record(window * 1000L + 1, window * 1000L + 1000, 100_000, 0);
        }
        for (int window = 0; window < 40; window++) {
            clock.pass(Duration.ofSeconds(1));
            record(61_001 + window * 10L, 61_010 + window * 10L, 100_000, 0);
        }

        assertThat(backfill.now().orElseThrow().blocksPerSecond()).contains(10.0);
    }

    @Test
    void theRateFallsWhileNothingComes() {
        record(1, 100, 1000, 0);
        clock.pass(Duration.ofSeconds(1));
        record(101, 200, 1000, 0);
        clock.pass(Duration.ofSeconds(9));

        assertThat(backfill.now().orElseThrow().blocksPerSecond()).contains(10.0);
    }

    @Test
    void whatWasMeasuredBeforeALongGapTellsNothingOfTheTimeAfterIt() {
        record(1, 100, 1000, 0);
        clock.pass(Duration.ofSeconds(1));
        record(101, 200, 1000, 0);
        clock.pass(Duration.ofHours(1));

        assertThat(backfill.now().orElseThrow().blocksPerSecond()).isEmpty();
        assertThat(record(201, 300, 1000, 0).blocksPerSecond()).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        assertThat(record(301, 400, 1000, 0).blocksPerSecond()).contains(100.0);
    }

    @Test
    void windowsOfOtherReplicasCountAsDone() {
        record(1, 100, 1000, 1);
        clock.pass(Duration.ofSeconds(1));

        BackfillProgress progress = record(501, 600, 1000, 1);

        assertThat(progress.doneBlocks()).isEqualTo(600);
        assertThat(progress.payments()).isEqualTo(2);
    }

    @Test
    void theLastWindowTellsTheWholeAndEndsIt() {
        record(1, 100, 200, 1);
        clock.pass(Duration.ofSeconds(10));

        BackfillProgress progress = record(101, 200, 200, 1);

        assertThat(progress.isDone()).isTrue();
        assertThat(progress.percent()).isEqualTo(100);
        assertThat(progress.took()).isEqualTo(Duration.ofSeconds(10));
        assertThat(backfill.now()).isEmpty();
    }

    @Test
    void anotherReplicaThatReachesTheSafeHeadEndsIt() {
        record(1, 100, 200, 1);

        backfill.saw(200, 200);

        assertThat(backfill.now()).isEmpty();
    }

    @Test
    void aPollWithoutAWindowKeepsItAndItsBeginning() {
        record(1, 100, 200, 1);

        backfill.saw(150, 300);

        assertThat(backfill.now().map(BackfillProgress::doneBlocks)).contains(150L);
        assertThat(backfill.now().map(BackfillProgress::allBlocks)).contains(300L);
    }

    @Test
    void aCursorThatWasPutBackBeginsAnew() {
        record(1, 100, 1000, 5);
        record(101, 200, 1000, 5);

        BackfillProgress progress = record(51, 60, 1000, 1);

        assertThat(progress.from()).isEqualTo(51);
        assertThat(progress.doneBlocks()).isEqualTo(10);
        assertThat(progress.payments()).isEqualTo(1);
    }

    private BackfillProgress record(long from, long to, long safeHead, int payments) {
        Optional<BackfillProgress> progress = backfill.recorded(new BlockWindow(from, to), safeHead, payments);
        return progress.orElseThrow();
    }
}
