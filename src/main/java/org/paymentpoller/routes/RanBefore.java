package org.paymentpoller.routes;

import java.util.HashSet;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.jspecify.annotations.Nullable;

/** Which routes rested before a swap, and where that is an operator's doing, which an edit leaves as it is. */
class RanBefore {

    private final CamelContext camel;
    private final Set<String> failed;
    private final Set<String> resting = new HashSet<>();
    private final Set<String> byHand = new HashSet<>();

    /**
     * @param failed routes that do not run though nobody stopped them
     */
    RanBefore(CamelContext camel, Set<String> failed) {
        this.camel = camel;
        this.failed = failed;
    }

    /** Notes what a route does now, before it is stopped for the swap. */
    void note(String id) {
        if (failed.contains(id)) {
            return;
        }
        @Nullable Route route = camel.getRoute(id);
        boolean runs = camel.getRouteController().getRouteStatus(id) == ServiceStatus.Started && !isHalted(route);
        boolean startsByItself = route == null || Boolean.TRUE.equals(route.isAutoStartup());
        if (!runs) {
            resting.add(id);
        }
        if (runs != startsByItself) {
            byHand.add(id);
        }
    }

    /** While what is in flight ends at an operator's stop, the route still counts as started, and only its consumer does not. */
    private static boolean isHalted(@Nullable Route route) {
        return route != null
                && route.getConsumer() instanceof StatefulService consumer
                && !consumer.getStatus().isStarted();
    }

    boolean rested(String id) {
        return resting.contains(id);
    }

    boolean wasStoppedByHand(String id) {
        return byHand.contains(id) && rested(id);
    }

    boolean wasStartedByHand(String id) {
        return byHand.contains(id) && !rested(id);
    }
}
