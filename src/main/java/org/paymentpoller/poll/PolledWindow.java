package org.paymentpoller.poll;

import java.time.Duration;
import java.util.List;
import org.paymentpoller.ledger.BurnTransaction;

/**
 * One poll for a window, from before its transaction to after its end.
 *
 * @param outcome what became of it
 * @param took from before the lock on the cursor row to after the commit or the rollback
 * @param payments how many it recorded
 * @param rejected how many rejected events it recorded
 * @param duplicates transactions that it met and that were recorded before
 */
public record PolledWindow(WindowOutcome outcome, Duration took, int payments, int rejected, int duplicates) {

    /** A window that was recorded, with its new transactions. */
    static PolledWindow recorded(Duration took, List<BurnTransaction> fresh, int duplicates) {
        int payments = BurnTransaction.paymentsIn(fresh);
        int events = BurnTransaction.eventsOf(fresh).size();
        return new PolledWindow(WindowOutcome.RECORDED, took, payments, events - payments, duplicates);
    }

    /** One of which nothing was recorded, as far as is known. */
    static PolledWindow without(WindowOutcome outcome, Duration took) {
        return new PolledWindow(outcome, took, 0, 0, 0);
    }
}
