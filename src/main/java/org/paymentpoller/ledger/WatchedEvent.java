package org.paymentpoller.ledger;

/** A log of the watched event: either a burn or something that cannot be one. */
public sealed interface WatchedEvent permits Burn, RejectedEvent {

    /** Where it stands on chain. */
    EventPosition position();
}
