package org.paymentpoller.operations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.ledger.WatchedEvent;

/**
 * What the chain has and the tables have not. A transaction with a row that contradicts the chain is left alone: its rows were
 * numbered otherwise, so that what their numbers say is missing may be recorded, and what they say is there may be missing.
 *
 * @param events what can be recorded
 * @param leftAlone a line for each transaction that is left alone, with the contradiction
 */
record Missing(List<WatchedEvent> events, List<String> leftAlone) {

    /**
     * @param onChain all events of each transaction
     * @param recorded what is recorded of these transactions
     */
    static Missing of(List<WatchedEvent> onChain, List<RecordedEvent> recorded) {
        Map<EventKey, WatchedEvent> events = new HashMap<>();
        onChain.forEach(event -> events.put(EventKey.of(event), event));
        Set<EventKey> there = new HashSet<>();
        Map<String, String> contradictions = new HashMap<>();
        for (RecordedEvent row : recorded) {
            if (!row.orphaned()) {
                there.add(row.key());
                contradictions(row, events.get(row.key()))
                        .forEach(line -> contradictions.putIfAbsent(row.key().txHash(), line));
            }
        }
        List<WatchedEvent> missing = new ArrayList<>();
        Set<String> leftAlone = new LinkedHashSet<>();
        for (WatchedEvent event : onChain) {
            if (!there.contains(EventKey.of(event))) {
                @Nullable
                String contradiction = contradictions.get(event.position().txHash());
                if (contradiction == null) {
                    missing.add(event);
                } else {
                    leftAlone.add(contradiction);
                }
            }
        }
        return new Missing(missing, List.copyOf(leftAlone));
    }

    private static List<String> contradictions(RecordedEvent row, @Nullable WatchedEvent event) {
        List<String> found = event == null ? List.of("it is not on chain") : row.contradictions(event);
        return found.isEmpty() ? found : List.of(row.kind() + " " + row.key() + ": " + String.join("; ", found));
    }
}
