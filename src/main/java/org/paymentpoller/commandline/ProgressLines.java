package org.paymentpoller.commandline;

import java.io.PrintStream;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.operations.Progress;

/** A line for every further tenth of an operation, and for its end. */
final class ProgressLines implements Progress {

    private static final int PERCENT = 100;
    private static final int STEP = 10;

    private final PrintStream out;
    private long next;

    ProgressLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void reached(long done, BlockWindow all) {
        long percent = (done - all.from() + 1) * PERCENT / all.blocks();
        if (percent >= next) {
            out.println("block " + done + " of " + all + " (" + percent + "%)");
            next = percent + STEP - percent % STEP;
        }
    }
}
