package org.paymentpoller.routes;

import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;

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
    private volatile Set<String> swapping = Set.of();

    Snapshot now() {
        return now;
    }

    /** Routes that should run and could not be started, by their ids. */
    public Set<String> failed() {
        return now.failed();
    }

    /** Whether a route is one that should run: it starts by itself, or is gone because it could not be started. */
    public boolean shouldRun(CamelContext camel, String id) {
        @Nullable Route route = camel.getRoute(id);
        return route == null ? failed().contains(id) : Boolean.TRUE.equals(route.isAutoStartup());
    }

    /** Routes that do not run for the moment, because others take their place or that of what they call. */
    Set<String> swapping() {
        return swapping;
    }

    void swapping(Set<String> routes) {
        swapping = Set.copyOf(routes);
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
