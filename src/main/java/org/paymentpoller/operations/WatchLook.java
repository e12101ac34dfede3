package org.paymentpoller.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a watch is, from its row and its chain.
 *
 * @param cursorId the row
 * @param cursor last processed block
 * @param paused why, while it is paused
 * @param heads empty where the node did not tell them
 * @param halted why, where the chain no longer has the cursor's block
 * @param failure what the node failed with; empty where it told all
 */
public record WatchLook(
        String cursorId,
        long cursor,
        Optional<String> paused,
        Optional<Heads> heads,
        Optional<String> halted,
        Optional<String> failure) {

    /** A line for each thing to know. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("cursor " + cursorId + ": block " + cursor
                + heads.map(now -> ", " + Math.max(0, now.safeHead() - cursor) + " behind the safe head")
                        .orElse(""));
        lines.add(heads.map(now -> "safe head: block " + now.safeHead() + ", head: block " + now.head())
                .orElse("safe head: not known"));
        paused.ifPresent(reason -> lines.add("paused: " + reason));
        halted.ifPresent(reason -> lines.add("halted: " + reason));
        if (failure.isPresent() && heads.isPresent()) {
            lines.add("halted: not known");
        }
        return lines;
    }
}
