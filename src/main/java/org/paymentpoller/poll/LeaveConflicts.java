package org.paymentpoller.poll;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.ledger.WatchedEvent;

/** {@code leave-conflicts}: what of the window is new by the word of the database, once {@code record} has had it. */
public class LeaveConflicts {

    private record Event(@Nullable Object txHash, @Nullable Object burnIndex) {}

    /**
     * The transactions with those of their events that were not there; without those of which all were.
     *
     * @param transactions what was given to {@code record}
     * @param conflicts its answer: {@code tx_hash} and {@code burn_index} of each event that was there already
     */
    public List<BurnTransaction> of(List<BurnTransaction> transactions, List<? extends Map<String, ?>> conflicts) {
        if (conflicts.isEmpty()) {
            return transactions;
        }
        Set<Event> there = conflicts.stream()
                .map(row -> new Event(row.get("tx_hash"), row.get("burn_index")))
                .collect(Collectors.toUnmodifiableSet());
        return transactions.stream()
                .flatMap(transaction -> transaction.only(event -> !there.contains(key(event))).stream())
                .toList();
    }

    private static Event key(WatchedEvent event) {
        return new Event(event.position().txHash(), event.position().burnIndex());
    }
}
