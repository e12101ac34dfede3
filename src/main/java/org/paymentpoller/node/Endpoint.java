package org.paymentpoller.node;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An endpoint with what this process has learnt of it: the range and the batch that it serves, and whether it rests. After a
 * failure it rests from 1 s up to {@link #LONGEST_REST}, or for as long as it named; then one question tries it.
 */
public final class Endpoint {

    /** A rest of the poller's own choice never lasts longer; with a tick's interval it bounds how soon a healed node is used. */
    public static final Duration LONGEST_REST = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

    private static final IntervalFunction RESTS =
            IntervalFunction.ofExponentialBackoff(Duration.ofSeconds(1), 2.0, LONGEST_REST);

    /** What an endpoint is asked for: one that tells its head but no logs has not recovered by telling its head. */
    public enum Purpose {
        HEAD,
        LOGS,
        OTHER
    }

    /** What is asked of the endpoint. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(Endpoint endpoint) throws IOException;
    }

    /**
     * What is known of an endpoint at this moment, for people.
     *
     * @param label never the URL
     * @param servedBlocks most blocks that are asked of it at once
     * @param batchSize most questions in one request
     * @param restsUntil the end of its rest; none where it is asked
     * @param lastFailure empty where it serves
     */
    public record Snapshot(
            String label, long servedBlocks, int batchSize, Optional<Instant> restsUntil, String lastFailure) {}

    private final NodeEndpoint address;
    private final Clock clock;
    private final ServedWidth width;
    private final BatchSize batch = new BatchSize();
    private final CircuitBreaker circuit;
    private int failuresInARow;
    private Instant restsUntil = Instant.MIN;
    private @Nullable Purpose failedAt;
    private @Nullable String lastFailure;

    /**
     * @param most POLLER_MAX_BLOCK_RANGE, in blocks
     */
    public Endpoint(NodeEndpoint address, long most, Clock clock) {
        this.address = address;
        this.clock = clock;
        this.width = new ServedWidth(most);
        this.circuit = CircuitBreaker.of(
                address.label(),
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindowSize(1)
                        .minimumNumberOfCalls(1)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
    }

    public NodeEndpoint address() {
        return address;
    }

    public String label() {
        return address.label();
    }

    Clock clock() {
        return clock;
    }

    public ServedWidth width() {
        return width;
    }

    public BatchSize batch() {
        return batch;
    }

    /**
     * Asks, unless the endpoint rests; a failure begins a rest.
     *
     * @throws RestingException when its rest is not over
     */
    public <T> T ask(Purpose purpose, Question<T> question) throws IOException {
        if (!circuit.tryAcquirePermission()) {
            throw new RestingException(this + " rests until " + restsUntil() + ": " + lastFailure());
        }
        try {
            T answer = question.ask(this);
            succeeded(purpose);
            return answer;
        } catch (NodeException e) {
            failed(purpose, e);
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            // Also after an Error: the one question that tries an endpoint would hold its permit for ever.
            circuit.releasePermission();
            throw e;
        }
    }

    private synchronized void succeeded(Purpose purpose) {
        circuit.onSuccess(0, TimeUnit.NANOSECONDS);
        if (failedAt == null || failedAt == purpose || failedAt == Purpose.OTHER) {
            if (failedAt != null) {
                LOG.info("{} serves again", this);
            }
            failedAt = null;
            lastFailure = null;
            failuresInARow = 0;
        }
    }

    /** What it answered turned out not to be believable, or it failed to answer. */
    public synchronized void failed(Purpose purpose, NodeException failure) {
        failuresInARow++;
        Duration rest = named(failure).orElse(Duration.ofMillis(RESTS.apply(failuresInARow)));
        restsUntil = clock.instant().plus(rest);
        circuit.transitionToOpenStateFor(rest);
        String message = String.valueOf(failure.getMessage());
        if (!message.equals(lastFailure)) {
            LOG.debug("{} rests for {} ms: {}", this, rest.toMillis(), message);
        }
        failedAt = purpose;
        lastFailure = message;
    }

    private static Optional<Duration> named(NodeException failure) {
        return failure instanceof RefusedException refused
                        && Refusals.read(refused.error(), Optional.empty()) instanceof Refusal.Wait wait
                ? wait.named()
                : Optional.empty();
    }

    /** Whether it served until its last question. */
    synchronized boolean failedJustNow() {
        return failuresInARow == 1;
    }

    /** What is left of its rest; zero when it may be asked. */
    public synchronized Duration rest() {
        return isResting() ? Duration.between(clock.instant(), restsUntil) : Duration.ZERO;
    }

    /** Whether it must not be asked now. */
    public synchronized boolean isResting() {
        return clock.instant().isBefore(restsUntil);
    }

    /** As it is now. */
    public synchronized Snapshot snapshot() {
        return new Snapshot(
                label(),
                width.blocks(),
                batch.most(),
                isResting() ? Optional.of(restsUntil) : Optional.empty(),
                lastFailure());
    }

    private synchronized String lastFailure() {
        return lastFailure == null ? "" : lastFailure;
    }

    private synchronized Instant restsUntil() {
        return restsUntil;
    }

    @Override
    public String toString() {
        return address.label();
    }
}
