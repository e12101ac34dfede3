package org.paymentpoller.history;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Some rows, from the newest to the oldest.
 *
 * @param rows at most as many as were asked for
 * @param next where the next page begins; empty on the last one
 */
public record Page<R>(List<R> rows, Optional<PageKey> next) {

    public Page {
        rows = List.copyOf(rows);
    }

    /** A page of which one row more was sought than it may have, to know whether there is a next one. */
    static <R> Page<R> of(List<R> found, int limit, Function<R, PageKey> key) {
        return found.size() <= limit
                ? new Page<>(found, Optional.empty())
                : new Page<>(found.subList(0, limit), Optional.of(key.apply(found.get(limit - 1))));
    }
}
