package org.paymentpoller.history;

import java.util.List;
import java.util.Optional;

/**
 * Some rejected events, from the newest to the oldest.
 *
 * @param events at most as many as were asked for
 * @param next where the next page begins; empty on the last one
 */
public record RejectedPage(List<RejectedRow> events, Optional<PageKey> next) {

    public RejectedPage {
        events = List.copyOf(events);
    }
}
