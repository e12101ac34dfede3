package org.paymentpoller.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.history.Page;
import org.paymentpoller.history.PageKey;
import org.paymentpoller.history.PaymentRow;

/**
 * A page as JSON.
 *
 * @param payments from the newest to the oldest
 * @param next what {@code after} must be for the next page; null on the last one
 */
record PaymentsAnswer(List<Payment> payments, @Nullable String next) {

    /**
     * A payment by the names of the table's columns.
     *
     * @param amount in decimal digits: most readers of JSON take numbers for doubles
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Payment(
            String cursorId,
            String txHash,
            int burnIndex,
            long logIndex,
            long blockNumber,
            String blockHash,
            String fromAddress,
            String amount,
            String digest,
            Instant burnedAt,
            Instant createdAt,
            @Nullable Instant orphanedAt) {

        static Payment of(PaymentRow row) {
            return new Payment(
                    row.cursorId(),
                    row.txHash(),
                    row.burnIndex(),
                    row.logIndex(),
                    row.blockNumber(),
                    row.blockHash(),
                    row.fromAddress(),
                    row.amount().toString(),
                    row.digest(),
                    row.burnedAt(),
                    row.createdAt(),
                    row.orphanedAt().orElse(null));
        }
    }

    static PaymentsAnswer of(Page<PaymentRow> page) {
        return new PaymentsAnswer(
                page.rows().stream().map(Payment::of).toList(),
                page.next().map(PageKey::token).orElse(null));
    }
}
