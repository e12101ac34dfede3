package org.paymentpoller.routes;

import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.start.StartRefusedException;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/** Refuses a start with routes that record nothing, as an edit to such routes is refused. */
class PollerIsThere implements ApplicationListener<ApplicationStartedEvent> {

    private final CamelContext camel;

    PollerIsThere(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent started) {
        // Camel's own tests start it later.
        if (!camel.isStarted()) {
            return;
        }
        @Nullable Route poller = camel.getRoute(RouteSet.POLLER);
        if (poller == null) {
            throw new StartRefusedException(List.of("POLLER_ROUTES_DIRECTORY: there is no route " + RouteSet.POLLER
                    + "; put it there, or remove the folder to use the packaged one"));
        }
        Optional<String> end = new PollerTimer(poller.getEndpoint()).end();
        if (end.isPresent()) {
            throw new StartRefusedException(
                    List.of("POLLER_ROUTES_DIRECTORY: the route " + RouteSet.POLLER + ": " + end.get()));
        }
    }
}
