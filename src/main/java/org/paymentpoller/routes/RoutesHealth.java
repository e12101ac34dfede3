package org.paymentpoller.routes;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Which version of the routes runs, and whether all of it does that should. A previous version is UP, because it polls; a route
 * that should run and does not is DOWN, also where an operator stopped it, but not while a reload stops it for a moment.
 */
class RoutesHealth implements HealthIndicator {

    private final RoutesState state;
    private final CamelContext camel;

    RoutesHealth(RoutesState state, CamelContext camel) {
        this.state = state;
        this.camel = camel;
    }

    @Override
    public Health health() {
        RoutesState.Snapshot now = state.now();
        Map<String, String> stopped = new TreeMap<>();
        Map<String, String> resting = new TreeMap<>();
        for (Map.Entry<String, String> route : notRunning(now).entrySet()) {
            (state.shouldRun(camel, route.getKey()) ? stopped : resting).put(route.getKey(), route.getValue());
        }
        Health.Builder health = now.failed().isEmpty() && stopped.isEmpty() ? Health.up() : Health.down();
        now.refused()
                .ifPresentOrElse(
                        position -> health.withDetail("version", "running the previous version")
                                .withDetail("refused", position.toString()),
                        () -> health.withDetail("version", "running the files' version"));
        if (!stopped.isEmpty()) {
            health.withDetail("stopped", stopped);
        }
        if (!resting.isEmpty()) {
            health.withDetail("resting", resting);
        }
        if (!now.failed().isEmpty()) {
            health.withDetail("failed", now.failed());
        }
        return health.build();
    }

    /** Each with what it does instead, but for those that a reload could not start or stops for a moment. */
    private Map<String, String> notRunning(RoutesState.Snapshot now) {
        Map<String, String> routes = new TreeMap<>();
        Set<String> swappedBefore = state.swapping();
        for (Route route : camel.getRoutes()) {
            ServiceStatus status = camel.getRouteController().getRouteStatus(route.getId());
            if (status != ServiceStatus.Started) {
                routes.put(route.getId(), String.valueOf(status));
            }
        }
        routes.keySet().removeAll(now.failed());
        // A reload may have begun or ended meanwhile.
        routes.keySet().removeAll(swappedBefore);
        routes.keySet().removeAll(state.swapping());
        return routes;
    }
}
