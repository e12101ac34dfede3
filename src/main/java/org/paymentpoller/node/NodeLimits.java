package org.paymentpoller.node;

import java.time.Duration;

/**
 * Bounds of the node's client.
 *
 * @param connectTimeout for one TCP connection
 * @param readTimeout longest silence while an answer comes
 * @param windowBudget for everything that one window asks of the node
 * @param maxAnswerBytes largest answer that is read
 */
public record NodeLimits(Duration connectTimeout, Duration readTimeout, Duration windowBudget, long maxAnswerBytes) {

    /** A third of a window's budget: the safe head is one small question. */
    public Duration headBudget() {
        return windowBudget.dividedBy(3);
    }

    /** The rest of a window's budget. */
    public Duration logsBudget() {
        return windowBudget.minus(headBudget());
    }
}
