package org.paymentpoller.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * A rejected event as it stands in the table, without the event itself, which may be large.
 *
 * @param id of the row
 * @param txHash its transaction, lower-case hex
 * @param burnIndex ordinal from 0 among the watched event's logs of that transaction
 * @param logIndex place of its log in the block
 * @param blockNumber its block
 * @param reason why it is no payment, for a person
 * @param createdAt when it was recorded
 * @param orphanedAt when a reorganisation was accepted that took its transaction away; empty while it counts
 */
public record RejectedRow(
        long id,
        String txHash,
        int burnIndex,
        long logIndex,
        long blockNumber,
        String reason,
        Instant createdAt,
        Optional<Instant> orphanedAt) {

    static RejectedRow of(ResultSet row) throws SQLException {
        return new RejectedRow(
                row.getLong("id"),
                row.getString("tx_hash"),
                row.getInt("burn_index"),
                row.getLong("log_index"),
                row.getLong("block_number"),
                row.getString("reason"),
                Times.in(row, "created_at").orElseThrow(),
                Times.in(row, "orphaned_at"));
    }

    /** Its place in the list. */
    public PageKey key() {
        return new PageKey(blockNumber, id);
    }
}
