package org.paymentpoller.tracing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a window's poll.
 *
 * @param failure what it ended with; null where it ended well
 */
record Step(
        String name,
        Instant begun,
        Instant ended,
        List<NodeCall> calls,
        @Nullable Throwable failure) {

    Step {
        calls = List.copyOf(calls);
    }
}
