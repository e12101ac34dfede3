package org.paymentpoller.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * A watch as its row in {@code block_cursors} tells, whoever polls it.
 *
 * @param cursorId the row's id
 * @param chainId the pinned chain, once it is known
 * @param contract the pinned contract, lower-case hex
 * @param startBlock the block that it began with
 * @param cursor the last block whose burns are all recorded; start block - 1 at first
 * @param updatedAt when the cursor last moved
 * @param paused why nothing is recorded; empty while it is not paused
 * @param caughtUpAt when a replica last found no safe block above the cursor; empty where the cursor has moved since
 */
public record WatchRow(
        String cursorId,
        Optional<Long> chainId,
        String contract,
        long startBlock,
        long cursor,
        Instant updatedAt,
        Optional<String> paused,
        Optional<Instant> caughtUpAt) {

    static WatchRow of(ResultSet row) throws SQLException {
        long cursor = row.getLong("last_processed_block");
        Optional<Long> caughtUpBlock = Optional.ofNullable(row.getObject("caught_up_block", Long.class));
        Optional<Instant> caughtUpAt = Times.in(row, "caught_up_at");
        return new WatchRow(
                row.getString("id"),
                Optional.ofNullable(row.getObject("chain_id", Long.class)),
                row.getString("contract_address"),
                row.getLong("start_block"),
                cursor,
                Times.in(row, "updated_at").orElseThrow(),
                Optional.ofNullable(row.getString("paused")),
                caughtUpAt.filter(
                        at -> caughtUpBlock.filter(block -> block == cursor).isPresent()));
    }
}
