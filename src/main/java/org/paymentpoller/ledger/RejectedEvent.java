package org.paymentpoller.ledger;

/**
 * A log of the watched event that cannot be a payment, kept so that nothing is dropped in silence.
 *
 * @param position where it stands on chain
 * @param reason why it is no payment, for a person
 * @param raw the log as JSON
 */
public record RejectedEvent(EventPosition position, String reason, String raw) implements WatchedEvent {}
