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
        report(null, null, failure);
    }

    @Override
    public void handleException(String message, Throwable failure) {
        report(null, null, failure);
    }

    @Override
    public void handleException(String message, @Nullable Exchange exchange, Throwable failure) {
        @Nullable BlockWindow window = exchange == null ? null : exchange.getVariable("window", BlockWindow.class);
        try (LogContext.Scope context = logContext.about(window)) {
            report(window, exchange, failure);
        }
    }

    private void report(@Nullable BlockWindow window, @Nullable Exchange exchange, Throwable failure) {
        WindowOutcome outcome = WindowOutcome.of(window, failure);
        if (outcome == WindowOutcome.HELD) {
            reportHeldRow();
            return;
        }
        String reason = reason(failure);
        WatchState state = stateAfter(failure);
        Optional<Cursor> paused = cursor(exchange).filter(row -> row.paused().isPresent());
        if (paused.isPresent() && state == WatchState.FAILING && has(NodeException.class, failure)) {
            reportPaused(paused.get(), reason);
            return;
        }
        WatchStatus.Snapshot before = status.now();
        // What the endpoints rest from was told when it happened, but for a watch that was paused then.
        if (has(RestingException.class, failure)
                && !before.state().isHealthy()
                && before.state() != WatchState.PAUSED) {
            LOG.debug("Nothing is asked yet: {}", reason);
            return;
        }
        learnt(exchange)
                .filter(it -> state != WatchState.WRONG_CHAIN)
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

    /** A paused watch needs the row alone, which this poll read under its lock, and no node. */
    private void reportPaused(Cursor cursor, String nodeFailure) {
        String pause = cursor.paused().orElseThrow();
        boolean toldBefore = status.now().state() == WatchState.PAUSED
                && !status.now().reason().equals(pause);
        String reason = pause + "; the head is not known: " + nodeFailure;
        status.pausedWithoutHead(cursor.lastProcessedBlock(), reason);
        LOG.atLevel(toldBefore ? Level.DEBUG : Level.INFO)
                .log("The watch is paused at block {}: {}", cursor.lastProcessedBlock(), reason);
    }

    /** Of a poll that failed late, so that the lag grows while no window can be recorded. */
    private Optional<Learnt> learnt(@Nullable Exchange exchange) {
        return cursor(exchange).flatMap(cursor -> head(exchange)
                .map(head -> new Learnt(cursor.lastProcessedBlock(), finality.safeHead(head.number()))));
    }

    /** The row as this poll read it; empty where it came no further than its lock. */
    private static Optional<Cursor> cursor(@Nullable Exchange exchange) {
        return Optional.ofNullable(exchange).map(it -> it.getVariable("cursor", Cursor.class));
    }

    private static Optional<SafeHead> head(@Nullable Exchange exchange) {
        return Optional.ofNullable(exchange).map(it -> it.getVariable("head", SafeHead.class));
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
