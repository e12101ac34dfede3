package org.paymentpoller.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RouteController;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/** Puts routes in the place of others in the running Camel; what has not changed and calls nothing that has runs on. */
class RoutesSwap {

    /** How a swap ended. */
    sealed interface Outcome {

        /** The new routes are there. */
        record Done() implements Outcome {}

        /** What was in flight did not end in time; all is as before. */
        record Busy(String route) implements Outcome {}

        /**
         * The new routes could not be started, and the previous ones are back.
         *
         * @param failure what was thrown, a LinkageError where a class is missing
         * @param notBack those of the previous ones that could not be started again
         */
        record PutBack(String route, Throwable failure, Set<String> notBack) implements Outcome {}
    }

    private final CamelContext camel;
    private final RoutesFolder folder;

    RoutesSwap(CamelContext camel, RoutesFolder folder) {
        this.camel = camel;
        this.folder = folder;
    }

    /**
     * Stops callers before what they call, the poller after all others, each after the exchange in flight; starts what is called
     * before its callers. What an operator started or stopped stays so; of the other new versions their {@code autoStartup} decides.
     *
     * @param failed routes that do not run though nobody stopped them
     */
    Outcome swap(RouteSet before, RouteSet after, RouteChanges changes, Set<String> failed) {
        Set<String> touched = before.withCallers(changes.leaving());
        List<String> callersFirst = new ArrayList<>(before.callersFirst());
        callersFirst.retainAll(touched);
        RanBefore ran = new RanBefore(camel, failed);
        List<String> stopped = new ArrayList<>();
        String current = "";
        try {
            for (String id : callersFirst) {
                current = id;
                ran.note(id);
                ServiceStatus status = controller().getRouteStatus(id);
                if (status != null && !status.isStopped()) {
                    if (!stop(id)) {
                        start(stopped, ran);
                        return new Outcome.Busy(id);
                    }
                    stopped.add(0, id);
                }
            }
            for (String id : changes.leaving()) {
                current = id;
                camel.removeRoute(id);
            }
            for (String id : after.calledFirst()) {
                current = id;
                if (changes.coming().contains(id)) {
                    add(id, after, ran);
                } else if (touched.contains(id) && !ran.rested(id)) {
                    controller().startRoute(id);
                }
            }
            return new Outcome.Done();
        } catch (Exception | LinkageError e) {
            return new Outcome.PutBack(current, e, putBack(before, changes, touched, ran));
        }
    }

    private Set<String> putBack(RouteSet before, RouteChanges changes, Set<String> touched, RanBefore ran) {
        Set<String> notBack = new LinkedHashSet<>();
        Collection<String> coming = changes.coming();
        for (String id : coming) {
            try {
                stop(id);
                camel.removeRoute(id);
                removeDefinition(id);
            } catch (Exception | LinkageError e) {
                notBack.add(id);
            }
        }
        notBack.removeAll(changes.added());
        for (String id : before.calledFirst()) {
            try {
                if (changes.leaving().contains(id)) {
                    if (controller().getRouteStatus(id) == null) {
                        add(id, before, ran);
                    }
                } else if (touched.contains(id) && !ran.rested(id)) {
                    controller().startRoute(id);
                }
            } catch (Exception | LinkageError e) {
                notBack.add(id);
            }
        }
        return notBack;
    }

    private boolean stop(String id) throws Exception {
        long timeout = camel.getShutdownStrategy().getTimeout();
        TimeUnit unit = camel.getShutdownStrategy().getTimeUnit();
        return controller().getRouteStatus(id) == null || controller().stopRoute(id, timeout, unit, true);
    }

    private void start(List<String> ids, RanBefore ran) throws Exception {
        for (String id : ids) {
            if (!ran.rested(id)) {
                controller().startRoute(id);
            }
        }
    }

    private void add(String id, RouteSet routes, RanBefore ran) throws Exception {
        RouteOutline outline = routes.route(id).orElseThrow();
        String file = outline.position().file();
        for (RouteDefinition route : RouteDefinitions.read(camel, folder.location(file), routes.text(file))) {
            if (id.equals(route.getRouteId())) {
                if (ran.wasStoppedByHand(id)) {
                    addStopped(route);
                } else {
                    model().addRouteDefinition(route);
                    if (ran.wasStartedByHand(id) && controller().getRouteStatus(id) != ServiceStatus.Started) {
                        controller().startRoute(id);
                    }
                }
            }
        }
    }

    /** Whether it should run stays what its file says, which metrics ask. */
    private void addStopped(RouteDefinition route) throws Exception {
        @Nullable String autoStartup = route.getAutoStartup();
        route.setAutoStartup("false");
        model().addRouteDefinition(route);
        route.setAutoStartup(autoStartup);
        camel.getRoute(route.getRouteId())
                .setAutoStartup(autoStartup == null || CamelContextHelper.parseBoolean(camel, autoStartup));
    }

    /** Of a route that came no further. */
    private void removeDefinition(String id) throws Exception {
        RouteDefinition left = model().getRouteDefinition(id);
        if (left != null) {
            model().removeRouteDefinition(left);
        }
    }

    private RouteController controller() {
        return camel.getRouteController();
    }

    private Model model() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
    }
}
