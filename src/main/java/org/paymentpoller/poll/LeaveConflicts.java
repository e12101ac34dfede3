package org.paymentpoller.poll;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.ledger.WatchedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code leave-conflicts}: what of the window is new by the word of the database, once {@code record} has had it. */
public class LeaveConflicts {

    private static final Logger LOG = LoggerFactory.getLogger(LeaveConflicts.class);

    private record Event(@Nullable Object txHash, @Nullable Object burnIndex) {}

    /**
     * The transactions with those of their events that were not there; without those of which all were.
     *
     * @param transactions what was given to {@code record}
     * @param conflicts its answer: {@code tx_hash} and {@code burn_index} of each event that was there already, or whose
     *     transaction {@code contradicts} the chain by its rows, so that nothing of it was recorded
     */
    public List<BurnTransaction> of(List<BurnTransaction> transactions, List<? extends Map<String, ?>> conflicts) {
        if (conflicts.isEmpty()) {
            return transactions;
        }
        Set<Event> there = conflicts.stream()
                .map(row -> new Event(row.get("tx_hash"), row.get("burn_index")))
                .collect(Collectors.toUnmodifiableSet());
        conflicts.stream()
                .filter(row -> Boolean.TRUE.equals(row.get("contradicts")))
                .map(row -> row.get("tx_hash"))
                .distinct()
                .forEach(txHash -> LOG.warn(
                        "Transaction {} is left alone, because its rows contradict the chain, as verify shows",
                        txHash));
        return transactions.stream()
                .flatMap(transaction -> transaction.only(event -> !there.contains(key(event))).stream())
                .toList();
    }

    private static Event key(WatchedEvent event) {
        return new Event(event.position().txHash(), event.position().burnIndex());
    }
}
