package org.paymentpoller.routes;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Which version of the routes runs, for health and for everyone who asks. */
class RoutesState {

    /**
     * One moment of it.
     *
     * @param refused where the files' version is wrong, while the previous one runs; empty: the files' version runs
     * @param failed routes that should run and could not be started
     */
    record Snapshot(Optional<Position> refused, Set<String> failed) {

        Snapshot {
            failed = Set.copyOf(failed);
        }
    }

    private final AtomicReference<Snapshot> now = new AtomicReference<>(new Snapshot(Optional.empty(), Set.of()));

    Snapshot now() {
        return now.get();
    }

    void taken() {
        now.set(new Snapshot(Optional.empty(), Set.of()));
    }

    void refused(Position position) {
        now.updateAndGet(before -> new Snapshot(Optional.of(position), before.failed()));
    }

    void failed(Position position, Set<String> routes) {
        now.set(new Snapshot(Optional.of(position), routes));
    }
}
