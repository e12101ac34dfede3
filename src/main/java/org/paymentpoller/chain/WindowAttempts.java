package org.paymentpoller.chain;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.BehindException;
import org.paymentpoller.node.Deadline;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.Refusal;
import org.paymentpoller.node.Refusals;
import org.paymentpoller.node.RefusedException;
import org.paymentpoller.node.ServedWidth;
import org.paymentpoller.node.TooLargeException;

/**
 * Asks one endpoint for a window as often as it makes sense under the row lock: at once for fewer blocks where it refused so
 * many, after a moment where it stumbled, and no longer where it asks for more patience than that.
 */
final class WindowAttempts {

    /** One attempt at a window. */
    @FunctionalInterface
    interface Attempt {
        WindowLogs ask(BlockWindow window) throws IOException;
    }

    /** No longer rest is waited out while other replicas wait for the row. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final Duration STUMBLE = Duration.ofMillis(150);
    private static final int MOST_STUMBLES = 2;

    /** Halving 1,000,000 blocks, the widest setting, down to one takes 20. */
    private static final int MOST_ATTEMPTS = 30;

    private final ServedWidth width;
    private final BlockWindow wanted;
    private final boolean alone;
    private final Deadline deadline;
    private BlockWindow asked;
    private int stumbles;
    private Duration pause = Duration.ZERO;

    /**
     * @param alone whether no other endpoint may be asked in its place
     */
    WindowAttempts(Endpoint endpoint, BlockWindow wanted, boolean alone, Deadline deadline) {
        this.width = endpoint.width();
        this.wanted = wanted;
        this.alone = alone;
        this.deadline = deadline;
        this.asked = width.narrow(wanted);
    }

    /** The window, or as many blocks from its beginning as the endpoint serves. */
    WindowLogs make(Attempt attempt) throws IOException {
        RetryConfig untilServed = RetryConfig.custom()
                .maxAttempts(MOST_ATTEMPTS)
                .retryOnException(this::mayBeServedNext)
                .intervalBiFunction((count, outcome) -> pause.toMillis())
                .build();
        try {
            return Retry.of("window", untilServed).executeCallable(() -> {
                asked = width.narrow(wanted);
                WindowLogs logs = attempt.ask(asked);
                width.served(asked);
                return logs;
            });
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("An attempt throws nothing else", e);
        }
    }

    private boolean mayBeServedNext(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            Refusal refusal = Refusals.read(refused.error(), Optional.of(asked));
            return refusal instanceof Refusal.Wait wait
                    ? afterRest(wait.named(), Refusals.isLater(refused.error()))
                    : after(refusal);
        }
        if (failure instanceof TooLargeException) {
            return asked.blocks() > 1 && after(new Refusal.Halve(Refusal.Reason.RESULTS));
        }
        return (failure instanceof BehindException || failure instanceof NodeException) && afterStumble();
    }

    private boolean after(Refusal refusal) {
        pause = Duration.ZERO;
        if (refusal instanceof Refusal.Halve halve) {
            return narrowTo(Math.max(1, asked.blocks() / 2), halve.reason());
        }
        if (refusal instanceof Refusal.AtMost limit) {
            return narrowTo(limit.blocks(), Refusal.Reason.BLOCKS);
        }
        if (refusal instanceof Refusal.Suggested suggestion) {
            return narrowTo(suggestion.range().blocks(), suggestion.reason());
        }
        return refusal instanceof Refusal.Ahead && afterStumble();
    }

    private boolean narrowTo(long blocks, Refusal.Reason reason) {
        if (reason == Refusal.Reason.BLOCKS) {
            width.limitedByBlocks(blocks);
        } else {
            width.limitedByResults(blocks);
        }
        return deadline.leaves(pause);
    }

    /**
     * Where a busy one names no time, its own first rest is waited out once: an endpoint that refuses every other question would
     * always tell its head and never a log.
     */
    private boolean afterRest(Optional<Duration> named, boolean busy) {
        if (named.isEmpty() && !(busy && alone && stumbles == 0)) {
            return false;
        }
        pause = named.orElse(LONGEST_PAUSE);
        return pause.compareTo(LONGEST_PAUSE) <= 0 && ++stumbles <= MOST_STUMBLES && deadline.leaves(pause);
    }

    private boolean afterStumble() {
        pause = STUMBLE.multipliedBy(++stumbles);
        if (!deadline.leaves(pause) && asked.blocks() > 1) {
            // It may have been too much to find in time.
            width.limitedByResults(asked.blocks() / 2);
        }
        return stumbles <= MOST_STUMBLES && deadline.leaves(pause);
    }
}
