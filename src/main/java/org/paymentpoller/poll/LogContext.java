package org.paymentpoller.poll;

import java.io.Closeable;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.ledger.BlockWindow;
import org.slf4j.MDC;

/**
 * Puts the watch and the window in flight into SLF4J's diagnostic context, for every line that a route's thread logs meanwhile.
 * Camel's own MDC would be set anew at every step, and so many times a burn.
 */
public class LogContext implements RoutePolicyFactory {

    /** The watch's cursor id. */
    static final String WATCH = "watch";

    /** First and last block of the window, both inclusive: {@code 123-456}. The exchange's variable has the same name. */
    static final String WINDOW = "window";

    private final String cursorId;

    /**
     * @param cursorId of the watch that the routes poll for
     */
    public LogContext(String cursorId) {
        this.cursorId = cursorId;
    }

    /** One for each route, since Camel stops it with the route. */
    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        return new OfRoute();
    }

    /** {@code log-window}: the window that the next lines are about. */
    public void window(BlockWindow window) {
        MDC.put(WINDOW, window.from() + "-" + window.to());
    }

    /** For what is told of a tick after its routes have ended; closed afterwards. */
    Scope about(@Nullable BlockWindow window) {
        MDC.put(WATCH, cursorId);
        if (window != null) {
            window(window);
        }
        return LogContext::end;
    }

    private static void end() {
        MDC.remove(WATCH);
        MDC.remove(WINDOW);
    }

    /** Ends without an error. */
    @FunctionalInterface
    interface Scope extends Closeable {
        @Override
        void close();
    }

    private final class OfRoute extends RoutePolicySupport {

        /** Where a route begins without a window, be it called by another one, the window before is no longer in flight. */
        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            MDC.put(WATCH, cursorId);
            if (exchange.getVariable(WINDOW) == null) {
                MDC.remove(WINDOW);
            }
        }

        /** The end of a route that was called leaves the window to its caller, which tells what became of it. */
        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            if (route.getRouteId().equals(exchange.getFromRouteId())) {
                end();
            }
        }
    }
}
