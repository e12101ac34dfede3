package org.paymentpoller.routes;

import java.util.HashSet;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
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
        boolean runs = camel.getRouteController().getRouteStatus(id) == ServiceStatus.Started;
        boolean startsByItself = route == null || Boolean.TRUE.equals(route.isAutoStartup());
        if (!runs) {
            resting.add(id);
        }
        if (runs != startsByItself) {
            byHand.add(id);
        }
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
