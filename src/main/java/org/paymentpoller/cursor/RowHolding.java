package org.paymentpoller.cursor;

/**
 * The cursor row as one sees it who waits for it.
 *
 * @param lastProcessedBlock where the cursor stands
 * @param holder the session that holds the row, for a person; empty where the server does not tell
 */
public record RowHolding(long lastProcessedBlock, String holder) {}
