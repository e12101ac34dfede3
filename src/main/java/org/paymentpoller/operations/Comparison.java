package org.paymentpoller.operations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.WatchedEvent;

/** Compares chain and tables window by window; a row is extra only when no window of the span has its event. */
final class Comparison {

    /** A row, across both tables. */
    private record RowKey(RecordedEvent.Kind kind, long id) {}

    private final BlockWindow span;
    private final Findings missing = new Findings();
    private final Findings different = new Findings();
    private final Map<RowKey, String> unmatched = new LinkedHashMap<>();
    private final Set<RowKey> matchedElsewhere = new HashSet<>();
    private long onChain;

    Comparison(BlockWindow span) {
        this.span = span;
    }

    /**
     * @param events what the chain has in the window
     * @param recorded what is recorded in the window, and of the events' transactions
     */
    void add(BlockWindow window, List<WatchedEvent> events, List<RecordedEvent> recorded) {
        Map<EventKey, List<RecordedEvent>> rows = new HashMap<>();
        recorded.forEach(
                row -> rows.computeIfAbsent(row.key(), key -> new ArrayList<>()).add(row));
        Set<RowKey> matched = new HashSet<>();
        for (WatchedEvent event : events) {
            onChain++;
            List<RecordedEvent> candidates = rows.getOrDefault(EventKey.of(event), List.of());
            if (candidates.isEmpty()) {
                missing.add(described(event));
                continue;
            }
            RecordedEvent row = best(candidates, event);
            matched.add(keyOf(row));
            if (!window.contains(row.blockNumber())) {
                matchedElsewhere.add(keyOf(row));
            }
            List<String> differences = row.differences(event);
            if (!differences.isEmpty()) {
                different.add(row.kind() + " " + row.key() + ": " + String.join("; ", differences));
            }
        }
        for (RecordedEvent row : recorded) {
            if (!row.orphaned() && window.contains(row.blockNumber()) && !matched.contains(keyOf(row))) {
                unmatched.put(keyOf(row), row.kind() + " " + row.key() + " in block " + row.blockNumber());
            }
        }
    }

    /** What all windows came to. */
    Verification result() {
        Findings extra = new Findings();
        unmatched.forEach((key, row) -> {
            if (!matchedElsewhere.contains(key)) {
                extra.add(row);
            }
        });
        return new Verification(span, onChain, missing, extra, different);
    }

    private static RecordedEvent best(List<RecordedEvent> candidates, WatchedEvent event) {
        return candidates.stream()
                .filter(row -> row.kind() == RecordedEvent.Kind.of(event))
                .findFirst()
                .orElse(candidates.get(0));
    }

    private static RowKey keyOf(RecordedEvent row) {
        return new RowKey(row.kind(), row.id());
    }

    private static String described(WatchedEvent event) {
        return RecordedEvent.Kind.of(event) + " " + EventKey.of(event) + " in block "
                + event.position().blockNumber();
    }
}
