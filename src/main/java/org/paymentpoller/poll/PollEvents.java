package org.paymentpoller.poll;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.QueueReference;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.BurnTransaction;

/**
 * Hears from Camel what the routes' {@code to} steps did, and tells a listener how the polls go. It takes no other event, and a
 * burn goes through no such step, so that it costs nothing for each burn. It must not be CamelContextAware: for such a bean Spring
 * makes Camel first, which then does not find it.
 */
public class PollEvents extends SimpleEventNotifierSupport {

    private static final String LOCK_CURSOR = "sql://classpath:sql/lock-cursor.sql";
    private static final String POLL_WINDOW = "direct://poll-window";
    private static final String OFFER_PAYMENTS = "seda://payments-recorded";

    private final PollListener listener;
    private final DiscardedWindows discarded;

    public PollEvents(PollListener listener, Clock clock) {
        this.listener = listener;
        this.discarded = new DiscardedWindows(clock);
        setupIgnore(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreCamelContextEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreExchangeEvents(false);
        setIgnoreExchangeSendingEvents(false);
        setIgnoreExchangeSentEvents(false);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSendingEvent sending) {
            if (isTo(OFFER_PAYMENTS, sending.getEndpoint()) && willDiscard(sending.getEndpoint())) {
                discarded.one();
                listener.discarded();
            }
        } else if (event instanceof ExchangeSentEvent sent) {
            Duration took = Duration.ofMillis(sent.getTimeTaken());
            if (isTo(POLL_WINDOW, sent.getEndpoint())) {
                listener.ended(window(sent.getExchange(), took));
            } else if (isTo(LOCK_CURSOR, sent.getEndpoint())) {
                listener.waitedForLock(took);
            }
        }
    }

    private static boolean isTo(String address, Endpoint endpoint) {
        return endpoint.getEndpointBaseUri().equals(address);
    }

    private static PolledWindow window(Exchange exchange, Duration took) {
        BlockWindow chosen = exchange.getVariable("window", BlockWindow.class);
        WindowOutcome outcome = WindowOutcome.of(chosen, exchange.getException());
        return outcome == WindowOutcome.RECORDED
                ? PolledWindow.recorded(took, recorded(exchange), size(exchange, "known") + size(exchange, "conflicts"))
                : PolledWindow.without(outcome, took);
    }

    @SuppressWarnings("unchecked") // the list that collectNew made
    private static List<BurnTransaction> recorded(Exchange exchange) {
        @Nullable List<BurnTransaction> fresh = exchange.getVariable("recorded", List.class);
        return fresh == null ? List.of() : fresh;
    }

    private static int size(Exchange exchange, String variable) {
        return exchange.getVariable(variable) instanceof Collection<?> several ? several.size() : 0;
    }

    /** Nobody else offers, so that a full queue stays full until Camel looks; without a consumer nothing is kept, which is no loss. */
    private static boolean willDiscard(Endpoint endpoint) {
        if (!(endpoint instanceof SedaEndpoint seda)) {
            return false;
        }
        @Nullable QueueReference queue = seda.getQueueReference();
        return queue != null && queue.hasConsumers() && queue.getQueue().remainingCapacity() == 0;
    }
}
