package org.paymentpoller.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A transaction of the watch with all its events, the unit of the split and of the idempotent consumer; or, once it is recorded,
 * with those that were new.
 *
 * @param txHash lower-case 0x hex, 32 bytes
 * @param events at least one, in log order
 */
public record BurnTransaction(String txHash, List<WatchedEvent> events) {

    public BurnTransaction {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("A burn transaction without an event: " + txHash);
        }
    }

    /** Camel asks a body for its hash at every turn, and a window's list of transactions may be long. */
    @Override
    public int hashCode() {
        return txHash.hashCode();
    }

    /** The same with only some of its events; empty where none is left. */
    public Optional<BurnTransaction> only(Predicate<WatchedEvent> some) {
        List<WatchedEvent> left = events.stream().filter(some).toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(new BurnTransaction(txHash, left));
    }

    /** How many payments all of them have. */
    public static int paymentsIn(List<BurnTransaction> transactions) {
        return (int)
                eventsOf(transactions).stream().filter(Burn.class::isInstance).count();
    }

    /** The events of all of them, in their order. */
    public static List<WatchedEvent> eventsOf(List<BurnTransaction> transactions) {
        return transactions.stream()
                .<WatchedEvent>mapMulti(
                        (transaction, events) -> transaction.events().forEach(events))
                .toList();
    }
}
