package org.paymentpoller.history;

import java.time.Instant;

/**
 * Between which times payments were made, by the events' own timestamps; orphaned ones do not count.
 *
 * @param first inclusive
 * @param last inclusive
 */
public record PaymentTimes(Instant first, Instant last) {}
