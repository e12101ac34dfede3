package org.paymentpoller.health;

import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.node.Endpoints;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether the watch gets on: its last poll, and its route. */
public class PollingHealth implements HealthIndicator {

    private static final String ROUTE = "payment-poller";

    private final WatchStatus status;
    private final Endpoints endpoints;
    private final CamelContext camel;

    public PollingHealth(WatchStatus status, Endpoints endpoints, CamelContext camel) {
        this.status = status;
        this.endpoints = endpoints;
        this.camel = camel;
    }

    @Override
    public Health health() {
        WatchStatus.Snapshot watch = status.now();
        ServiceStatus route = camel.getRouteController().getRouteStatus(ROUTE);
        boolean routeRuns = route == ServiceStatus.Started;
        Health.Builder health = routeRuns && watch.state().isHealthy() ? Health.up() : Health.down();
        health.withDetail("state", watch.state());
        if (!watch.reason().isEmpty()) {
            health.withDetail("reason", watch.reason());
        }
        if (!routeRuns) {
            health.withDetail("route", ROUTE + " is " + (route == null ? "not there" : route));
        }
        watch.cursor().ifPresent(block -> health.withDetail("cursor", block));
        watch.safeHead().ifPresent(block -> health.withDetail("safeHead", block));
        watch.lastSuccess().ifPresent(time -> health.withDetail("lastSuccess", time));
        health.withDetail("endpoints", endpoints.snapshots());
        return health.build();
    }
}
