package org.paymentpoller.page;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paymentpoller.history.Page;
import org.paymentpoller.history.PageKey;
import org.paymentpoller.history.PaymentRow;
import org.paymentpoller.history.PaymentTimes;
import org.paymentpoller.history.RejectedRow;
import org.paymentpoller.history.WatchRow;

/**
 * What the database told, as it was at one time.
 *
 * @param query what it was asked for
 * @param cursorId the watch whose payments these are
 * @param watches all that share the database
 * @param rate when payments were made; empty in a search
 * @param payments a page of them
 * @param newer the page before that one; empty where that is the newest
 * @param rejected a page of rejected events; none in a search for an account, which they have not
 * @param newerRejected the page before that one; empty where that is the newest
 */
record Recorded(
        PageQuery query,
        String cursorId,
        List<WatchRow> watches,
        Optional<Rate> rate,
        Page<PaymentRow> payments,
        Optional<PageKey> newer,
        Page<RejectedRow> rejected,
        Optional<PageKey> newerRejected) {

    /**
     * Payments over time.
     *
     * @param times of the first and the last
     * @param period what is counted
     * @param until its end, exclusive
     * @param counts payments by the beginnings of the period's steps
     */
    record Rate(Optional<PaymentTimes> times, Period period, Instant until, Map<Instant, Long> counts) {}
}
