package org.paymentpoller.routes;

import java.util.Optional;
import java.util.Set;

/** Which version of the routes runs; told by the thread that reloads, read by everyone. */
public class RoutesState {

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

    private volatile Snapshot now = new Snapshot(Optional.empty(), Set.of());

    Snapshot now() {
        return now;
    }

    /** Routes that should run and could not be started, by their ids. */
    public Set<String> failed() {
        return now.failed();
    }

    void taken() {
        now = new Snapshot(Optional.empty(), Set.of());
    }

    void refused(Position position) {
        now = new Snapshot(Optional.of(position), now.failed());
    }

    void failed(Position position, Set<String> routes) {
        now = new Snapshot(Optional.of(position), routes);
    }
}
