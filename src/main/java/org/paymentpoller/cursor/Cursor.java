package org.paymentpoller.cursor;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The watch's row in {@code block_cursors}, as it was read under its lock.
 *
 * @param id the watch
 * @param chainId the pinned chain, once it is known
 * @param contract the pinned contract, lower-case 0x hex
 * @param topic0 the pinned event
 * @param startBlock the block that the watch began with
 * @param lastProcessedBlock the last block whose burns are all recorded; start block - 1 at first
 * @param hashBlock the block that {@code hash} belongs to; empty until a window was recorded
 * @param hash the hash of {@code hashBlock}
 * @param caughtUp when a replica last found no safe block above the cursor
 * @param paused why nothing is recorded; empty while the watch is not paused
 */
public record Cursor(
        String id,
        Optional<Long> chainId,
        String contract,
        String topic0,
        long startBlock,
        long lastProcessedBlock,
        Optional<Long> hashBlock,
        Optional<String> hash,
        Optional<CaughtUp> caughtUp,
        Optional<String> paused) {

    /**
     * A replica found no safe block above the cursor.
     *
     * @param replica the name that its process gave itself
     * @param block where the cursor stood
     * @param ago how long ago, by the database's clock, when the row was read
     */
    public record CaughtUp(String replica, long block, Duration ago) {}

    /** Reads a row of {@code block_cursors}, by its column names. */
    public static Cursor of(Map<String, ? extends @Nullable Object> row) {
        return new Cursor(
                text(row, "id"),
                optionalNumber(row, "chain_id"),
                text(row, "contract_address"),
                text(row, "topic0"),
                number(row, "start_block"),
                number(row, "last_processed_block"),
                optionalNumber(row, "hash_block"),
                Optional.ofNullable((String) row.get("last_processed_hash")),
                caughtUp(row),
                Optional.ofNullable((String) row.get("paused")));
    }

    /** Whether a window was ever recorded; before that, a node that has not mined the start block yet is no fault. */
    public boolean hasAdvanced() {
        return hashBlock.isPresent();
    }

    /** The hash that the chain must still have for the last processed block; none where an operator moved the cursor. */
    public Optional<String> expectedHash() {
        return hashBlock.filter(block -> block == lastProcessedBlock).flatMap(block -> hash);
    }

    /** Whether an operator moved the cursor by hand since its hash was stored. */
    public boolean wasMoved() {
        return hashBlock.isPresent() && expectedHash().isEmpty();
    }

    /** The same watch as if it stood at another block, whose hash is known or not. */
    public Cursor at(long block, Optional<String> blockHash) {
        return new Cursor(
                id,
                chainId,
                contract,
                topic0,
                startBlock,
                block,
                blockHash.map(known -> block),
                blockHash,
                caughtUp,
                paused);
    }

    /** None where one of its columns was emptied by hand, which is how an operator has the next tick ask. */
    private static Optional<CaughtUp> caughtUp(Map<String, ? extends @Nullable Object> row) {
        return Optional.ofNullable((String) row.get("caught_up_by"))
                .flatMap(replica -> optionalNumber(row, "caught_up_block")
                        .flatMap(block -> optionalNumber(row, "caught_up_millis_ago")
                                .map(ago -> new CaughtUp(replica, block, Duration.ofMillis(ago)))));
    }

    private static String text(Map<String, ? extends @Nullable Object> row, String column) {
        return (String) Objects.requireNonNull(row.get(column), column);
    }

    private static long number(Map<String, ? extends @Nullable Object> row, String column) {
        return ((Number) Objects.requireNonNull(row.get(column), column)).longValue();
    }

    private static Optional<Long> optionalNumber(Map<String, ? extends @Nullable Object> row, String column) {
        return Optional.ofNullable((Number) row.get(column)).map(Number::longValue);
    }
}
