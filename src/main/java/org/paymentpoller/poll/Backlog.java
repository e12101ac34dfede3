package org.paymentpoller.poll;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.paymentpoller.chain.Finality;
import org.paymentpoller.chain.SafeHead;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoints;

/** {@code until-caught-up}: whether another window follows in this tick. */
public class Backlog {

    private static final long LOOK_MILLIS = 50;

    private final Finality finality;
    private final Endpoints endpoints;
    private final int quorum;

    /**
     * @param quorum how many endpoints a window takes, from 1
     */
    public Backlog(Finality finality, Endpoints endpoints, int quorum) {
        this.finality = finality;
        this.endpoints = endpoints;
        this.quorum = quorum;
    }

    /**
     * True before the first window and while safe blocks remain; false once the route was told to stop or to suspend, so that
     * this takes effect after the window in flight and never only after the whole backlog. Before the first window, and so
     * before the row lock, a short rest of the endpoints is waited out: a tick that met it would end without a question, and a
     * healed node would be asked a whole interval later.
     */
    public boolean remains(Exchange exchange) throws InterruptedException {
        if (isFirst(exchange)) {
            waitOutRest(exchange);
            return isTicking(exchange);
        }
        return isBehind(exchange) && isTicking(exchange);
    }

    private void waitOutRest(Exchange exchange) throws InterruptedException {
        while (isTicking(exchange) && isShort(endpoints.rest(quorum))) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Longer ones are those that a node named. */
    private static boolean isShort(Duration rest) {
        return !rest.isZero() && rest.compareTo(Endpoint.LONGEST_REST) <= 0;
    }

    private static boolean isFirst(Exchange exchange) {
        return exchange.getVariable("head") == null;
    }

    /** Whether the cursor stands, or will with this transaction's commit, at the safe head itself. */
    public boolean isCaughtUp(Exchange exchange) {
        BlockWindow window = exchange.getVariable("window", BlockWindow.class);
        long last = window != null
                ? window.to()
                : exchange.getVariable("cursor", Cursor.class).lastProcessedBlock();
        return last == safeHead(exchange);
    }

    private boolean isBehind(Exchange exchange) {
        BlockWindow window = exchange.getVariable("window", BlockWindow.class);
        return window != null && window.to() < safeHead(exchange);
    }

    private long safeHead(Exchange exchange) {
        SafeHead head = exchange.getVariable("head", SafeHead.class);
        return finality.safeHead(head.number());
    }

    /** Camel stops or suspends a route's consumer first and then waits for what is in flight. */
    private static boolean isTicking(Exchange exchange) {
        Route route = exchange.getContext().getRoute(exchange.getFromRouteId());
        return route != null
                && route.getConsumer() instanceof StatefulService consumer
                && consumer.getStatus().isStarted();
    }
}
