package org.paymentpoller.routes;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Which version of the routes runs. A previous version is UP, because it polls; a route that an operator stopped is told and
 * UP too, because that was wanted; one that could not be started again is DOWN.
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
        Health.Builder health = now.failed().isEmpty() ? Health.up() : Health.down();
        now.refused()
                .ifPresentOrElse(
                        position -> health.withDetail("version", "running the previous version")
                                .withDetail("refused", position.toString()),
                        () -> health.withDetail("version", "running the files' version"));
        Map<String, String> stopped = new TreeMap<>();
        for (Route route : camel.getRoutes()) {
            ServiceStatus status = camel.getRouteController().getRouteStatus(route.getId());
            if (status != ServiceStatus.Started && !now.failed().contains(route.getId())) {
                stopped.put(route.getId(), String.valueOf(status));
            }
        }
        if (!stopped.isEmpty()) {
            health.withDetail("stopped", stopped);
        }
        if (!now.failed().isEmpty()) {
            health.withDetail("failed", now.failed());
        }
        return health.build();
    }
}
