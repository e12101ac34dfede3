package org.paymentpoller.tracing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.node.CallOutcome;

/** What a poll has done so far. It is kept until the end, because only then it is known whether there was anything to trace. */
final class PollInFlight {

    private final String exchangeId;
    private final Instant begun;
    private final long begunNanos = System.nanoTime();
    private final List<Step> steps = new ArrayList<>();
    private final List<NodeCall> callsBetween = new ArrayList<>();
    private @Nullable String step;
    private Instant stepBegun;
    private List<NodeCall> stepCalls = new ArrayList<>();

    /**
     * @param exchangeId of the exchange whose steps count; an element of a split has another one
     */
    PollInFlight(String exchangeId, Clock clock) {
        this.exchangeId = exchangeId;
        this.begun = clock.instant();
        this.stepBegun = begun;
    }

    boolean isOf(String otherExchangeId) {
        return exchangeId.equals(otherExchangeId);
    }

    void stepBegins(String name) {
        step = name;
        stepBegun = now();
        stepCalls = new ArrayList<>();
    }

    void stepEnds(@Nullable Throwable failure) {
        if (step != null) {
            steps.add(new Step(step, stepBegun, now(), stepCalls, failure));
            step = null;
        }
    }

    void called(String endpoint, CallOutcome outcome, Duration took) {
        Instant ended = now();
        (step == null ? callsBetween : stepCalls).add(new NodeCall(endpoint, outcome, ended.minus(took), ended));
    }

    Instant begun() {
        return begun;
    }

    List<Step> steps() {
        return steps;
    }

    /** Those of no step, as the second opinion on a reorganisation. */
    List<NodeCall> callsBetween() {
        return callsBetween;
    }

    /** By the monotonic clock, so that no span ends before it begins. */
    Instant now() {
        return begun.plusNanos(System.nanoTime() - begunNanos);
    }
}
