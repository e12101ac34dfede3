package org.paymentpoller.operations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.paymentpoller.chain.BlockId;
import org.paymentpoller.cursor.SqlFile;
import org.paymentpoller.ledger.BlockWindow;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The blocks that hold something recorded, as they were then. */
final class RecordedBlocks {

    /**
     * A block with the hashes that its rows have; more than one where a reorganisation was walked over by hand.
     *
     * @param number the block's number
     * @param hashes at least one
     */
    record RecordedBlock(long number, Set<String> hashes) {

        boolean isStill(BlockId now) {
            return hashes.contains(now.hash());
        }
    }

    private final JdbcClient jdbc;
    private final String cursorId;

    RecordedBlocks(JdbcClient jdbc, String cursorId) {
        this.jdbc = jdbc;
        this.cursorId = cursorId;
    }

    /** From the newest to the oldest. */
    List<RecordedBlock> in(BlockWindow blocks) {
        Map<Long, Set<String>> hashes = new LinkedHashMap<>();
        jdbc.sql(SqlFile.read("find-recorded-blocks"))
                .param("cursor_id", cursorId)
                .param("window_from", blocks.from())
                .param("window_to", blocks.to())
                .query(row -> {
                    hashes.computeIfAbsent(row.getLong("block_number"), number -> new TreeSet<>())
                            .add(row.getString("block_hash"));
                });
        return hashes.entrySet().stream()
                .map(block -> new RecordedBlock(block.getKey(), block.getValue()))
                .toList();
    }
}
