package org.paymentpoller.poll;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.cursor.RowHolding;
import org.paymentpoller.cursor.WatchStatus;
import org.springframework.dao.DataAccessException;

/** Tells a cursor row that other replicas work with from one that somebody holds while nothing moves. */
public class HeldRow {

    private final WatchStatus status;
    private final Supplier<Optional<RowHolding>> look;
    private @Nullable Wait lastWait;

    /**
     * @param look at the row without its lock; may fail as every question to a database
     */
    public HeldRow(WatchStatus status, Supplier<Optional<RowHolding>> look) {
        this.status = status;
        this.look = look;
    }

    /**
     * After a poll that waited in vain: who stands in the way, for a person, when the poll before had waited in vain too and the
     * cursor has not moved since; empty else.
     */
    public Optional<String> standsInTheWay() {
        Optional<RowHolding> seen = look();
        @Nullable Wait before = lastWait;
        seen.map(RowHolding::lastProcessedBlock)
                .filter(block -> hasMoved(block, before))
                .ifPresent(status::movedElsewhere);
        @Nullable
        Wait now = seen.map(
                        row -> new Wait(row.lastProcessedBlock(), status.now().lastSuccess()))
                .orElse(null);
        lastWait = now;
        return now == null || !now.equals(before) ? Optional.empty() : seen.map(HeldRow::sentence);
    }

    /** Since the wait before, or since this replica's own last poll. */
    private boolean hasMoved(long block, @Nullable Wait before) {
        return (before != null && before.block() != block)
                || status.now().cursor().filter(known -> known != block).isPresent();
    }

    private Optional<RowHolding> look() {
        try {
            return look.get();
        } catch (DataAccessException e) {
            return Optional.empty();
        }
    }

    private static String sentence(RowHolding row) {
        String holder = row.holder().isEmpty() ? "another session" : row.holder();
        return "the cursor row is held by " + holder + ", and the cursor has not moved from block "
                + row.lastProcessedBlock() + " while this replica waited for it twice";
    }

    /** Where the cursor stood after a wait, and when a poll of this replica had last ended well. */
    private record Wait(long block, Optional<Instant> lastSuccess) {}
}
