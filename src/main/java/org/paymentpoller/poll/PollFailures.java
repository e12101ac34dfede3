package org.paymentpoller.poll;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.chain.Finality;
import org.paymentpoller.chain.ReorganisationException;
import org.paymentpoller.chain.SafeHead;
import org.paymentpoller.chain.WrongChainException;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.WatchMismatchException;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.NodeText;
import org.paymentpoller.node.RestingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Hears of every poll that failed, after its rollback: one line in the log, and the watch's health. */
public class PollFailures implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PollFailures.class);

    private final WatchStatus status;
    private final Finality finality;
    private final HeldRow heldRow;
    private final LogContext logContext;

    public PollFailures(WatchStatus status, Finality finality, HeldRow heldRow, LogContext logContext) {
        this.status = status;
        this.finality = finality;
        this.heldRow = heldRow;
        this.logContext = logContext;
    }

    @Override
    public void handleException(Throwable failure) {
        report(null, Optional.empty(), failure);
    }

    @Override
    public void handleException(String message, Throwable failure) {
        report(null, Optional.empty(), failure);
    }

    @Override
    public void handleException(String message, @Nullable Exchange exchange, Throwable failure) {
        @Nullable BlockWindow window = exchange == null ? null : exchange.getVariable("window", BlockWindow.class);
        try (LogContext.Scope context = logContext.about(window)) {
            report(window, learnt(exchange), failure);
        }
    }

    private void report(@Nullable BlockWindow window, Optional<Learnt> learnt, Throwable failure) {
        WindowOutcome outcome = WindowOutcome.of(window, failure);
        if (outcome == WindowOutcome.HELD) {
            reportHeldRow();
            return;
        }
        String reason = reason(failure);
        // What the endpoints rest from was told when it happened.
        if (has(RestingException.class, failure) && !status.now().state().isHealthy()) {
            LOG.debug("Nothing is asked yet: {}", reason);
            return;
        }
        WatchState state = stateAfter(failure);
        WatchStatus.Snapshot before = status.now();
        learnt.filter(it -> state != WatchState.WRONG_CHAIN)
                .ifPresentOrElse(
                        it -> status.stuckAt(it.cursor(), it.safeHead(), state, reason),
                        () -> status.stuck(state, reason));
        if (state == WatchState.HALTED
                && before.state() == state
                && before.reason().equals(reason)) {
            LOG.debug("Still halted: {}", reason);
            return;
        }
        LOG.atLevel(state == WatchState.FAILING ? Level.WARN : Level.ERROR)
                .log("{}; tried again at the next tick: {}", whatBecameOf(window, outcome), reason);
        LOG.debug("The failure whole", failure);
    }

    /** Of a poll that failed late, so that the lag grows while no window can be recorded. */
    private Optional<Learnt> learnt(@Nullable Exchange exchange) {
        if (exchange == null) {
            return Optional.empty();
        }
        @Nullable Cursor cursor = exchange.getVariable("cursor", Cursor.class);
        @Nullable SafeHead head = exchange.getVariable("head", SafeHead.class);
        return cursor == null || head == null
                ? Optional.empty()
                : Optional.of(new Learnt(cursor.lastProcessedBlock(), finality.safeHead(head.number())));
    }

    private void reportHeldRow() {
        Optional<String> reason = heldRow.standsInTheWay();
        if (reason.isPresent()) {
            status.stuck(WatchState.FAILING, reason.get());
            LOG.warn("No window could begin; tried again at the next tick: {}", reason.get());
        } else {
            LOG.info("The cursor row is held by another replica or session; this tick ends without a window");
        }
    }

    private static String whatBecameOf(@Nullable BlockWindow window, WindowOutcome outcome) {
        if (window == null) {
            return "No window could begin";
        }
        return outcome == WindowOutcome.UNKNOWN
                ? "Window " + window + " was committed or rolled back, as the cursor will tell"
                : "Window " + window + " was rolled back";
    }

    private static WatchState stateAfter(Throwable failure) {
        if (has(WrongChainException.class, failure)
                || hasBeside(WrongChainException.class, failure)
                || has(WatchMismatchException.class, failure)) {
            return WatchState.WRONG_CHAIN;
        }
        return has(ReorganisationException.class, failure) ? WatchState.HALTED : WatchState.FAILING;
    }

    private static boolean has(Class<? extends Exception> kind, Throwable failure) {
        return chain(failure).anyMatch(kind::isInstance);
    }

    private static boolean hasBeside(Class<? extends Exception> kind, Throwable failure) {
        return chain(failure).flatMap(one -> Stream.of(one.getSuppressed())).anyMatch(kind::isInstance);
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /** The innermost message that says something: wrappers of Camel and Spring repeat it with exchange ids and SQL. */
    private static String reason(Throwable cause) {
        String reason = cause.getClass().getSimpleName();
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t.getMessage() != null && !t.getMessage().isBlank()) {
                reason = t.getMessage();
            }
            if (t instanceof NodeException) {
                break;
            }
        }
        String said = reason;
        return NodeText.clean(DatabaseFault.meaning(cause)
                .map(meaning -> meaning + ": " + said)
                .orElse(said));
    }

    private record Learnt(long cursor, long safeHead) {}
}
