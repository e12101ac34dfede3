package org.paymentpoller.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paymentpoller.ledger.Burn;
import org.paymentpoller.ledger.EventPosition;
import org.paymentpoller.ledger.RejectedEvent;
import org.paymentpoller.ledger.WatchedEvent;

class MissingTest {

    private static final long BLOCK = 3;

    private static final WatchedEvent FIRST = burn(0, 4, 1);
    private static final WatchedEvent SECOND = burn(1, 5, 2);
    private static final List<WatchedEvent> PAIR = List.of(FIRST, SECOND);

    @Test
    void whatIsNotThereIsMissing() {
        assertThat(Missing.of(PAIR, List.of())).isEqualTo(new Missing(PAIR, List.of()));
        assertThat(Missing.of(PAIR, List.of(row(0, 4, 1)))).isEqualTo(new Missing(List.of(SECOND), List.of()));
        assertThat(Missing.of(PAIR, List.of(row(0, 4, 1), row(1, 5, 2)))).isEqualTo(new Missing(List.of(), List.of()));
    }

    @Test
    void whereTheSecondBurnWasNumberedAsTheFirstTheTransactionIsLeftAlone() {
        assertThat(Missing.of(PAIR, List.of(row(0, 5, 2))))
                .isEqualTo(new Missing(
                        List.of(),
                        List.of("payment 0xa burn_index 0: log_index is 5, on chain 4; amount is 2, on chain 1")));
    }

    @Test
    void alsoWhereBothBurnsSayTheSame() {
        assertThat(Missing.of(List.of(FIRST, burn(1, 5, 1)), List.of(row(0, 5, 1)))
                        .leftAlone())
                .containsExactly("payment 0xa burn_index 0: log_index is 5, on chain 4");
    }

    @Test
    void anotherTransactionBesideItIsRecorded() {
        WatchedEvent other = new Burn(
                new EventPosition("0xb", 0, 6, BLOCK, "0xhash"), "0xme", BigInteger.ONE, "0xdigest", Instant.EPOCH);

        assertThat(Missing.of(List.of(FIRST, SECOND, other), List.of(row(0, 5, 2)))
                        .events())
                .containsExactly(other);
    }

    @Test
    void ofATransactionThatWasMinedAgainTheRestIsMissing() {
        RecordedEvent before = row("0xbefore", 9, 1, 12);

        assertThat(Missing.of(PAIR, List.of(before))).isEqualTo(new Missing(List.of(SECOND), List.of()));
    }

    @Test
    void aRowOfAnotherBlockMustStillSayWhatTheBurnOfItsNumberSays() {
        RecordedEvent before = row("0xbefore", 9, 2, 12);

        assertThat(Missing.of(PAIR, List.of(before)).leftAlone())
                .containsExactly("payment 0xa burn_index 0: amount is 2, on chain 1");
    }

    @Test
    void aRowWhoseNumberTheChainHasNotIsAContradiction() {
        assertThat(Missing.of(PAIR, List.of(row(2, 6, 1))).leftAlone())
                .containsExactly("payment 0xa burn_index 2: it is not on chain");
    }

    @Test
    void aRowOfTheOtherTableIsAContradiction() {
        WatchedEvent rejected =
                new RejectedEvent(new EventPosition("0xa", 0, 4, BLOCK, "0xhash"), "its amount is zero", "{}");

        assertThat(Missing.of(List.of(rejected, SECOND), List.of(row(0, 4, 1))).leftAlone())
                .containsExactly("payment 0xa burn_index 0: it is a payment, on chain a rejected event");
    }

    @Test
    void anOrphanedRowContradictsNothingBecauseItTakesItsNewPlace() {
        RecordedEvent row = row(0, 5, 2);
        RecordedEvent orphaned =
                new RecordedEvent(row.kind(), 1, row.key(), row.logIndex(), BLOCK, row.blockHash(), row.burn(), true);

        assertThat(Missing.of(PAIR, List.of(orphaned))).isEqualTo(new Missing(PAIR, List.of()));
    }

    private static Burn burn(int burnIndex, long logIndex, long amount) {
        return new Burn(
                new EventPosition("0xa", burnIndex, logIndex, BLOCK, "0xhash"),
                "0xme",
                BigInteger.valueOf(amount),
                "0xdigest",
                Instant.EPOCH);
    }

    private static RecordedEvent row(int burnIndex, long logIndex, long amount) {
        return new RecordedEvent(
                RecordedEvent.Kind.PAYMENT,
                1,
                new EventKey("0xa", burnIndex),
                logIndex,
                BLOCK,
                Optional.of("0xhash"),
                Optional.of(new RecordedEvent.Paid("0xme", BigInteger.valueOf(amount), "0xdigest", 0)),
                false);
    }

    /** The first row as another block had it. */
    private static RecordedEvent row(String blockHash, long logIndex, long amount, long burnedAt) {
        return new RecordedEvent(
                RecordedEvent.Kind.PAYMENT,
                1,
                new EventKey("0xa", 0),
                logIndex,
                BLOCK,
                Optional.of(blockHash),
                Optional.of(new RecordedEvent.Paid("0xme", BigInteger.valueOf(amount), "0xdigest", burnedAt)),
                false);
    }
}
