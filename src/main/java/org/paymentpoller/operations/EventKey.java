package org.paymentpoller.operations;

import org.paymentpoller.ledger.WatchedEvent;

/**
 * An event within its watch.
 *
 * @param txHash lower-case 0x hex
 * @param burnIndex ordinal from 0 within the transaction
 */
record EventKey(String txHash, int burnIndex) {

    static EventKey of(WatchedEvent event) {
        return new EventKey(event.position().txHash(), event.position().burnIndex());
    }

    @Override
    public String toString() {
        return txHash + " burn_index " + burnIndex;
    }
}
