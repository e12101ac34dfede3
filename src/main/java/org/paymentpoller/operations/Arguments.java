package org.paymentpoller.operations;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.ledger.BlockWindow;

/** What operators may ask for; anything else is refused in one line that says why. */
final class Arguments {

    private static final int LONGEST_REASON = 500;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final long mostBlocks;

    /**
     * @param mostBlocks how many one operation may read, from 1
     */
    Arguments(long mostBlocks) {
        this.mostBlocks = mostBlocks;
    }

    /** A reason that says something and fits a line. */
    static String reason(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            throw new OperationRefusedException("reason is empty: say why, for whoever reads the table of operations");
        }
        if (reason.length() > LONGEST_REASON || UNPRINTABLE.matcher(reason).find()) {
            throw new OperationRefusedException(
                    "reason must be one line of at most " + LONGEST_REASON + " printable characters");
        }
        return reason.strip();
    }

    /** Where the cursor may be put back to. */
    static void requireRewind(long block, Cursor cursor) {
        if (block < cursor.startBlock() - 1) {
            throw new OperationRefusedException("block is " + block + ", but the watch begins at block "
                    + cursor.startBlock() + ": it can go back to " + (cursor.startBlock() - 1));
        }
        if (block > cursor.lastProcessedBlock()) {
            throw new OperationRefusedException("block is " + block + ", above the cursor at block "
                    + cursor.lastProcessedBlock() + ": nothing is skipped");
        }
    }

    /** A block that the watch has recorded. */
    static void requireRecorded(String name, long block, Cursor cursor) {
        if (block < cursor.startBlock()) {
            throw new OperationRefusedException(
                    name + " is " + block + ", but the watch begins at block " + cursor.startBlock());
        }
        if (block > cursor.lastProcessedBlock()) {
            throw new OperationRefusedException(name + " is " + block + ", above the cursor at block "
                    + cursor.lastProcessedBlock() + ": what lies above it is not recorded yet");
        }
    }

    /** Blocks that the watch has recorded, no more than one operation may read. */
    BlockWindow span(long from, long to, Cursor cursor) {
        if (to < from) {
            throw new OperationRefusedException("to is " + to + ", below from, which is " + from);
        }
        requireRecorded("from", from, cursor);
        requireRecorded("to", to, cursor);
        BlockWindow span = new BlockWindow(from, to);
        if (span.blocks() > mostBlocks) {
            throw new OperationRefusedException(span + " are " + span.blocks()
                    + " blocks, but one operation reads at most " + mostBlocks + " (POLLER_OPERATIONS_MAX_BLOCKS)");
        }
        return span;
    }
}
