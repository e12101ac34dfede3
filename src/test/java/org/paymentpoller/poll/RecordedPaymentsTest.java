package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paymentpoller.chain.TestChain;

class RecordedPaymentsTest {

    private final RecordedPayments payments = new RecordedPayments(TestWatch.IDENTITY);

    @Test
    void eachPaymentHasItsValuesByTheColumnsOfTheTable() {
        assertThat(payments.each(List.of(TestWatch.transaction(1, 7))))
                .containsExactly(Map.of(
                        "cursor_id",
                        "payment-poller",
                        "tx_hash",
                        TestChain.txHash(1),
                        "burn_index",
                        0,
                        "log_index",
                        5L,
                        "block_number",
                        150L,
                        "block_hash",
                        TestChain.blockHash(150),
                        "from_address",
                        TestChain.ACCOUNT,
                        "amount",
                        BigInteger.valueOf(7),
                        "digest",
                        TestChain.DIGEST,
                        "burned_at",
                        Instant.ofEpochSecond(1_700_000_000L)));
    }

    @Test
    void aRejectedEventIsNoPayment() {
        assertThat(payments.each(List.of(TestWatch.transaction(1, 7, 0, 8), TestWatch.transaction(2, 0))))
                .extracting(payment -> payment.get("burn_index"))
                .containsExactly(0, 2);
    }
}
