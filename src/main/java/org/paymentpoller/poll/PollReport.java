package org.paymentpoller.poll;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.chain.Finality;
import org.paymentpoller.chain.SafeHead;
import org.paymentpoller.chain.WindowLogs;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.Burn;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.ledger.RejectedEvent;
import org.paymentpoller.ledger.WatchedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code report-window}: what a window came to, in the log and for health. */
public class PollReport {

    private static final Logger LOG = LoggerFactory.getLogger(PollReport.class);

    private final WatchStatus status;
    private final Finality finality;
    private final BackfillLog backfill;

    public PollReport(WatchStatus status, Finality finality, Clock clock) {
        this.status = status;
        this.finality = finality;
        this.backfill = new BackfillLog(clock);
    }

    /**
     * After the commit of a window.
     *
     * @param logs the window's, for the time of its last block
     * @param recorded the window's new transactions; null where it had none
     */
    public void recorded(BlockWindow window, SafeHead head, WindowLogs logs, @Nullable List<BurnTransaction> recorded) {
        int payments = 0;
        int rejected = 0;
        for (BurnTransaction transaction : recorded == null ? List.<BurnTransaction>of() : recorded) {
            for (WatchedEvent event : transaction.events()) {
                if (event instanceof Burn burn) {
                    payments++;
                    LOG.debug("Payment {} by {}: {}", burn.position().txHash(), burn.account(), burn.amount());
                } else if (event instanceof RejectedEvent refused) {
                    rejected++;
                    LOG.warn(
                            "Rejected event {} of transaction {} in block {}: {}",
                            refused.position().burnIndex(),
                            refused.position().txHash(),
                            refused.position().blockNumber(),
                            refused.reason());
                }
            }
        }
        LOG.info(
                "Window {}: {} {}{}",
                window,
                payments,
                payments == 1 ? "payment" : "payments",
                rejected == 0 ? "" : ", " + rejected + " rejected");
        logs.endTime().ifPresent(time -> status.saw(window.to(), time));
        status.recorded(window, finality.safeHead(head.number()), payments).ifPresent(backfill::tell);
    }
}
