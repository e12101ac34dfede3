package org.paymentpoller.history;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * A payment as it stands in the table.
 *
 * @param id of the row
 * @param cursorId the watch that recorded it
 * @param txHash its transaction, lower-case hex
 * @param burnIndex ordinal from 0 among the watched event's logs of that transaction
 * @param logIndex place of its log in the block
 * @param blockNumber its block
 * @param blockHash that block's hash, lower-case hex
 * @param fromAddress who burned, lower-case hex
 * @param amount in the token's smallest unit, above 0, up to 2^256 - 1
 * @param digest what the payment is for, lower-case hex
 * @param burnedAt the event's own timestamp
 * @param createdAt when it was recorded
 * @param orphanedAt when a reorganisation was accepted that took its transaction away; empty while it counts
 */
public record PaymentRow(
        long id,
        String cursorId,
        String txHash,
        int burnIndex,
        long logIndex,
        long blockNumber,
        String blockHash,
        String fromAddress,
        BigInteger amount,
        String digest,
        Instant burnedAt,
        Instant createdAt,
        Optional<Instant> orphanedAt) {

    static PaymentRow of(ResultSet row) throws SQLException {
        return new PaymentRow(
                row.getLong("id"),
                row.getString("cursor_id"),
                row.getString("tx_hash"),
                row.getInt("burn_index"),
                row.getLong("log_index"),
                row.getLong("block_number"),
                row.getString("block_hash"),
                row.getString("from_address"),
                row.getBigDecimal("amount").toBigIntegerExact(),
                row.getString("digest"),
                Times.in(row, "burned_at").orElseThrow(),
                Times.in(row, "created_at").orElseThrow(),
                Times.in(row, "orphaned_at"));
    }

    /** Its place in the list. */
    public PageKey key() {
        return new PageKey(blockNumber, id);
    }
}
