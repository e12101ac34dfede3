package org.paymentpoller.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a watch is, from its row and its chain.
 *
 * @param cursorId the row
 * @param cursor last processed block
 * @param head the node's head
 * @param safeHead newest block that may be believed
 * @param paused why, while it is paused
 * @param halted why, where the chain no longer has the cursor's block
 */
public record WatchLook(
        String cursorId, long cursor, long head, long safeHead, Optional<String> paused, Optional<String> halted) {

    /** A line for each thing to know. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("cursor " + cursorId + ": block " + cursor + ", " + Math.max(0, safeHead - cursor)
                + " behind the safe head");
        lines.add("safe head: block " + safeHead + ", head: block " + head);
        paused.ifPresent(reason -> lines.add("paused: " + reason));
        halted.ifPresent(reason -> lines.add("halted: " + reason));
        return lines;
    }
}
