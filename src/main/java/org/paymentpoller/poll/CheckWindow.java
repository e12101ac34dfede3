package org.paymentpoller.poll;

import java.util.List;
import org.paymentpoller.chain.BurnTransactions;
import org.paymentpoller.chain.KnownChain;
import org.paymentpoller.chain.WindowLogs;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.WatchIdentity;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.node.NodeException;

/** {@code check-window}: what came is what was asked, complete and on the cursor's chain. */
public class CheckWindow {

    private final WatchIdentity watch;
    private final ChainIdentity identity;
    private final CursorsBlock cursorsBlock;

    public CheckWindow(WatchIdentity watch, KnownChain chain, CursorsBlock cursorsBlock) {
        this.watch = watch;
        this.identity = new ChainIdentity(watch, chain);
        this.cursorsBlock = cursorsBlock;
    }

    /**
     * The window's burn transactions in chain order.
     *
     * @param window what was asked; an endpoint that serves fewer blocks at once answers its beginning
     * @throws NodeException when the answer cannot be believed, or is another chain's
     */
    public List<BurnTransaction> check(Cursor cursor, BlockWindow window, WindowLogs logs) throws NodeException {
        identity.require(cursor, logs.endpoint(), logs.chainId());
        requireAsked(window, logs);
        if (logs.before().isPresent()) {
            cursorsBlock.require(cursor, logs.endpoint(), logs.before().get());
        }
        return BurnTransactions.read(logs);
    }

    private void requireAsked(BlockWindow window, WindowLogs logs) throws NodeException {
        BlockWindow answered = logs.window();
        if (answered.from() != window.from() || answered.to() > window.to()) {
            throw new NodeException("The window is " + window + ", but the node was asked for another range");
        }
        if (!logs.contract().equals(watch.contract()) || !logs.topic0().equals(watch.topic0())) {
            throw new NodeException("The watch is about contract " + watch.contract() + ", but the node was asked for "
                    + logs.contract() + " or another event");
        }
    }
}
