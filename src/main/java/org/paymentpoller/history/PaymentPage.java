package org.paymentpoller.history;

import java.util.List;
import java.util.Optional;

/**
 * Some payments, from the newest to the oldest.
 *
 * @param payments at most as many as were asked for
 * @param next where the next page begins; empty on the last one
 */
public record PaymentPage(List<PaymentRow> payments, Optional<PageKey> next) {

    public PaymentPage {
        payments = List.copyOf(payments);
    }
}
