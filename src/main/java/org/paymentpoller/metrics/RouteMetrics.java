package org.paymentpoller.metrics;

import io.micrometer.core.instrument.Gauge;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.RouteAddedEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.routes.RoutesState;

/** Tells of each route whether it runs. Routes come and go while the application runs, and Camel says when. */
class RouteMetrics extends SimpleEventNotifierSupport {

    private final WatchMeters meters;
    private final RoutesState state;
    private final Map<String, Gauge> known = new ConcurrentHashMap<>();

    /**
     * @param state which routes should run
     */
    RouteMetrics(WatchMeters meters, RoutesState state) {
        this.meters = meters;
        this.state = state;
        setupIgnore(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreCamelContextEvents(true);
        setIgnoreServiceEvents(true);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof RouteAddedEvent added) {
            CamelContext camel = added.getRoute().getCamelContext();
            known.computeIfAbsent(added.getRoute().getRouteId(), id -> gauge(id, camel));
        }
    }

    private Gauge gauge(String id, CamelContext camel) {
        return meters.gauge("route.up", "1 when the route runs", camel, one -> up(one, id), "route", id);
    }

    private double up(CamelContext camel, String id) {
        @Nullable ServiceStatus status = camel.getRouteController().getRouteStatus(id);
        if (status == ServiceStatus.Started) {
            return 1;
        }
        return state.shouldRun(camel, id) ? 0 : Double.NaN;
    }
}
