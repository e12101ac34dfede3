package org.paymentpoller.tracing;

import java.time.Instant;
import org.paymentpoller.node.CallOutcome;

/**
 * One request to a node.
 *
 * @param endpoint its label, never its URL
 */
record NodeCall(String endpoint, CallOutcome outcome, Instant begun, Instant ended) {}
