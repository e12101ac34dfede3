package org.paymentpoller.operations;

/**
 * What a replay came to.
 *
 * @param outcome the counts in one line
 * @param isWhole whether all that was missing is recorded now, and no transaction was left alone
 */
public record Replayed(String outcome, boolean isWhole) {}
