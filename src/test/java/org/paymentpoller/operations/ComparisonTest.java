package org.paymentpoller.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.Burn;
import org.paymentpoller.ledger.EventPosition;
import org.paymentpoller.ledger.RejectedEvent;

class ComparisonTest {

    private static final BlockWindow LOW = new BlockWindow(1, 5);
    private static final BlockWindow HIGH = new BlockWindow(6, 10);

    private final Comparison comparison = new Comparison(new BlockWindow(1, 10));

    @Test
    void whatIsRecordedAsItIsOnChainIsClean() {
        comparison.add(LOW, List.of(burn("0xa", 3)), List.of(payment(1, "0xa", 3, false)));
        comparison.add(HIGH, List.of(), List.of());

        assertThat(comparison.result().isClean()).isTrue();
        assertThat(comparison.result().lines())
                .containsExactly("blocks 1 to 10: 1 event on chain, 0 missing, 0 extra, 0 different");
    }

    @Test
    void aRowWhoseTransactionIsInAnotherWindowIsDifferentAndNotExtra() {
        RecordedEvent row = payment(1, "0xa", 3, false);
        comparison.add(LOW, List.of(), List.of(row));
        comparison.add(HIGH, List.of(burn("0xa", 7)), List.of(row));

        assertThat(comparison.result().lines())
                .containsExactly(
                        "blocks 1 to 10: 1 event on chain, 0 missing, 0 extra, 1 different",
                        "different: payment 0xa burn_index 0: block_number is 3, on chain 7;"
                                + " block_hash is 0xhash3, on chain 0xhash7");
    }

    @Test
    void theSameHoldsWhereTheTransactionIsMetFirst() {
        RecordedEvent row = payment(1, "0xa", 7, false);
        comparison.add(LOW, List.of(burn("0xa", 3)), List.of(row));
        comparison.add(HIGH, List.of(), List.of(row));

        assertThat(comparison.result().summary()).endsWith("0 missing, 0 extra, 1 different");
    }

    @Test
    void anOrphanedRowIsNotExtraButMustNotBeOnChain() {
        comparison.add(LOW, List.of(burn("0xa", 3)), List.of(payment(1, "0xa", 3, true), payment(2, "0xb", 4, true)));

        assertThat(comparison.result().lines())
                .contains("different: payment 0xa burn_index 0: it is marked orphaned")
                .first()
                .asString()
                .endsWith("0 missing, 0 extra, 1 different");
    }

    @Test
    void aPaymentThatIsARejectedEventOnChainIsDifferent() {
        RejectedEvent rejected =
                new RejectedEvent(new EventPosition("0xa", 0, 0, 3, "0xhash3"), "its amount is zero", "{}");
        comparison.add(LOW, List.of(rejected), List.of(payment(1, "0xa", 3, false)));

        assertThat(comparison.result().lines())
                .contains("different: payment 0xa burn_index 0: it is a payment, on chain a rejected event");
    }

    @Test
    void everyColumnIsCompared() {
        Burn burn = new Burn(
                new EventPosition("0xa", 0, 4, 3, "0xhash3"), "0xyou", BigInteger.TWO, "0xother", Instant.EPOCH);
        comparison.add(LOW, List.of(burn), List.of(payment(1, "0xa", 3, false)));

        assertThat(comparison.result().lines())
                .contains("different: payment 0xa burn_index 0: log_index is 0, on chain 4; from_address is 0xme, on"
                        + " chain 0xyou; amount is 1, on chain 2; digest is 0xdigest, on chain 0xother; burned_at is"
                        + " 1700000000, on chain 0");
    }

    @Test
    void aHundredFindingsAreShownAndAllAreCounted() {
        comparison.add(
                LOW,
                List.of(),
                LongStream.range(0, 150)
                        .mapToObj(id -> payment(id, "0x" + id, 3, false))
                        .toList());

        assertThat(comparison.result().summary()).endsWith("0 missing, 150 extra, 0 different");
        assertThat(comparison.result().lines()).hasSize(102).endsWith("extra: and 50 more");
    }

    private static Burn burn(String txHash, long block) {
        return new Burn(
                new EventPosition(txHash, 0, 0, block, "0xhash" + block),
                "0xme",
                BigInteger.ONE,
                "0xdigest",
                Instant.ofEpochSecond(1_700_000_000L));
    }

    private static RecordedEvent payment(long id, String txHash, long block, boolean orphaned) {
        return new RecordedEvent(
                RecordedEvent.Kind.PAYMENT,
                id,
                new EventKey(txHash, 0),
                0,
                block,
                Optional.of("0xhash" + block),
                Optional.of(new RecordedEvent.Paid("0xme", BigInteger.ONE, "0xdigest", 1_700_000_000L)),
                orphaned);
    }
}
