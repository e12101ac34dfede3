package org.paymentpoller.start;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.VetoCamelContextStartException;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.node.NodeText;

/** Says which route cannot be built and why. */
final class RoutesFailure {

    private RoutesFailure() {}

    static @Nullable String line(Throwable failure) {
        boolean isCamels = false;
        Throwable root = failure;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            isCamels = isCamels
                    || t instanceof FailedToCreateRouteException
                    || t instanceof RuntimeCamelException
                    || t instanceof VetoCamelContextStartException
                    || t.getClass().getName().startsWith("org.apache.camel");
            root = t;
        }
        return isCamels
                ? "POLLER_ROUTES_DIRECTORY: the routes cannot be loaded: "
                        + NodeText.clean(String.valueOf(root.getMessage()))
                : null;
    }
}
