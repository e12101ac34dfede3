package org.paymentpoller.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.node.CallListener;
import org.paymentpoller.node.CallOutcome;
import org.paymentpoller.poll.WindowOutcome;

/**
 * Makes a trace of each poll that chose a window or failed: its {@code to} steps, named by their ids, and the node's calls below
 * them. A poll that found nothing new leaves none. It hears Camel's events of {@code to} steps alone, through which no burn goes,
 * and must not be CamelContextAware: for such a bean Spring makes Camel first, which then does not find it.
 */
class WindowTraces extends SimpleEventNotifierSupport implements CallListener {

    private static final String POLL_WINDOW = "direct://poll-window";
    private static final String PREFIX = "payment_poller.";

    private final Tracer tracer;
    private final String cursorId;
    private final Clock clock;

    /** A poll stays on the thread of its tick. */
    private final ThreadLocal<Optional<PollInFlight>> inFlight = ThreadLocal.withInitial(Optional::empty);

    /**
     * @param cursorId of the watch
     */
    WindowTraces(Tracer tracer, String cursorId, Clock clock) {
        this.tracer = tracer;
        this.cursorId = cursorId;
        this.clock = clock;
        setupIgnore(true);
        setIgnoreExchangeEvents(false);
        setIgnoreExchangeSendingEvents(false);
        setIgnoreExchangeSentEvents(false);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSendingEvent sending) {
            begins(sending.getEndpoint(), sending.getExchange());
        } else if (event instanceof ExchangeSentEvent sent) {
            ends(sent.getEndpoint(), sent.getExchange());
        }
    }

    @Override
    public void called(String endpoint, CallOutcome outcome, Duration took) {
        inFlight.get().ifPresent(poll -> poll.called(endpoint, outcome, took));
    }

    private void begins(Endpoint endpoint, Exchange exchange) {
        if (isPollWindow(endpoint)) {
            inFlight.set(Optional.of(new PollInFlight(exchange.getExchangeId(), clock)));
        } else if (!isRoute(endpoint)) {
            of(exchange).ifPresent(poll -> poll.stepBegins(step(endpoint, exchange)));
        }
    }

    private void ends(Endpoint endpoint, Exchange exchange) {
        Optional<PollInFlight> poll = of(exchange);
        if (isPollWindow(endpoint)) {
            inFlight.remove();
            poll.ifPresent(ended -> trace(ended, exchange));
        } else if (!isRoute(endpoint)) {
            poll.ifPresent(going -> going.stepEnds(exchange.getException()));
        }
    }

    private Optional<PollInFlight> of(Exchange exchange) {
        return inFlight.get().filter(poll -> poll.isOf(exchange.getExchangeId()));
    }

    private static boolean isPollWindow(Endpoint endpoint) {
        return endpoint.getEndpointBaseUri().equals(POLL_WINDOW);
    }

    /** The steps of a route that is called stand in the place of the call. */
    private static boolean isRoute(Endpoint endpoint) {
        return endpoint.getEndpointBaseUri().startsWith("direct:");
    }

    /** The step's id in the routes; never its URI, which may carry what is secret. */
    private static String step(Endpoint endpoint, Exchange exchange) {
        @Nullable String id = exchange.getExchangeExtension().getHistoryNodeId();
        return id != null ? id : endpoint.getEndpointBaseUri().replaceFirst(":.*", "");
    }

    private void trace(PollInFlight poll, Exchange exchange) {
        @Nullable BlockWindow window = exchange.getVariable("window", BlockWindow.class);
        @Nullable Throwable failure = exchange.getException();
        WindowOutcome outcome = WindowOutcome.of(window, failure);
        if (outcome == WindowOutcome.NONE) {
            return;
        }
        SpanBuilder builder = tracer.spanBuilder("poll-window")
                .setNoParent()
                .setStartTimestamp(poll.begun())
                .setAttribute(PREFIX + "watch", cursorId)
                .setAttribute(PREFIX + "outcome", outcome.name().toLowerCase(Locale.ROOT));
        if (window != null) {
            builder.setAttribute(PREFIX + "window.from", window.from()).setAttribute(PREFIX + "window.to", window.to());
        }
        if (outcome == WindowOutcome.RECORDED) {
            builder.setAttribute(PREFIX + "payments", payments(exchange));
        }
        Span root = started(builder, failure);
        Context inRoot = Context.root().with(root);
        poll.callsBetween().forEach(call -> trace(call, inRoot));
        for (Step step : poll.steps()) {
            trace(step, inRoot);
        }
        root.end(poll.now());
    }

    private void trace(Step step, Context parent) {
        Span span = started(
                tracer.spanBuilder(step.name()).setParent(parent).setStartTimestamp(step.begun()), step.failure());
        step.calls().forEach(call -> trace(call, parent.with(span)));
        span.end(step.ended());
    }

    private void trace(NodeCall call, Context parent) {
        Span span = tracer.spanBuilder("node call")
                .setSpanKind(SpanKind.CLIENT)
                .setParent(parent)
                .setStartTimestamp(call.begun())
                .setAttribute(PREFIX + "endpoint", call.endpoint())
                .setAttribute(PREFIX + "outcome", call.outcome().name().toLowerCase(Locale.ROOT))
                .startSpan();
        if (call.outcome() != CallOutcome.SUCCESS) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(call.ended());
    }

    /** A failure by the kind alone of what began it; its words are the log's. */
    private static Span started(SpanBuilder builder, @Nullable Throwable failure) {
        Span span = builder.startSpan();
        if (failure != null) {
            Throwable first = failure;
            while (first.getCause() != null) {
                first = first.getCause();
            }
            span.setStatus(StatusCode.ERROR);
            span.setAttribute("error.type", first.getClass().getName());
        }
        return span;
    }

    @SuppressWarnings("unchecked") // the list that collectNew made
    private static long payments(Exchange exchange) {
        @Nullable List<BurnTransaction> recorded = exchange.getVariable("recorded", List.class);
        return recorded == null ? 0 : BurnTransaction.paymentsIn(recorded);
    }
}
