package org.paymentpoller.operations;

/**
 * How far a chain is.
 *
 * @param head the node's head
 * @param safeHead newest block that may be believed
 */
public record Heads(long head, long safeHead) {}
