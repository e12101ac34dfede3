package org.paymentpoller.cursor;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the watch's row, so that {@code SELECT ... FOR UPDATE} always finds one: a missing row would lock nothing. */
public class CursorRow {

    private static final Logger LOG = LoggerFactory.getLogger(CursorRow.class);

    private final JdbcClient jdbc;
    private final WatchIdentity watch;

    public CursorRow(JdbcClient jdbc, WatchIdentity watch) {
        this.jdbc = jdbc;
        this.watch = watch;
    }

    /**
     * Seeds the row at start block - 1, unless it is there.
     *
     * @throws WatchMismatchException when the row there belongs to another contract, event or chain
     */
    public void seed() {
        int made = insert();
        Cursor cursor =
                read().orElseThrow(() -> new IllegalStateException("Cursor " + watch.cursorId() + " is gone again"));
        watch.requireSame(cursor);
        if (made == 1) {
            LOG.info("Cursor {} begins at block {}", watch.cursorId(), watch.startBlock());
        } else if (cursor.startBlock() != watch.startBlock()) {
            LOG.warn(
                    "POLLER_START_BLOCK is {}, but cursor {} began at block {} and stands at block {}: the cursor counts",
                    watch.startBlock(),
                    cursor.id(),
                    cursor.startBlock(),
                    cursor.lastProcessedBlock());
        }
    }

    /** Makes the row again after someone deleted it under a running poller: the burns are all there to be found known. */
    public void seedAgain() {
        LOG.warn(
                "Cursor {} was deleted; it is made again and the chain is read from block {}",
                watch.cursorId(),
                watch.startBlock());
        insert();
    }

    /** Pins the chain that the node told, where none is pinned yet. */
    public void pinChain(long chainId) {
        jdbc.sql(SqlFile.read("pin-chain"))
                .param("cursor_id", watch.cursorId())
                .param("chain_id", chainId)
                .update();
    }

    /** The row as it is now, without a lock. */
    public Optional<Cursor> read() {
        return jdbc.sql(SqlFile.read("read-cursor")).param("cursor_id", watch.cursorId()).query().listOfRows().stream()
                .findFirst()
                .map(Cursor::of);
    }

    /** Where the cursor stands and who holds the row, without a lock; empty where there is no row. */
    public Optional<RowHolding> holding() {
        return jdbc.sql(SqlFile.read("find-holder"))
                .param("cursor_id", watch.cursorId())
                .query((row, number) -> new RowHolding(row.getLong("last_processed_block"), row.getString("holder")))
                .optional();
    }

    private int insert() {
        return jdbc.sql(SqlFile.read("seed-cursor"))
                .param("cursor_id", watch.cursorId())
                .param("contract_address", watch.contract())
                .param("topic0", watch.topic0())
                .param("start_block", watch.startBlock())
                .update();
    }
}
