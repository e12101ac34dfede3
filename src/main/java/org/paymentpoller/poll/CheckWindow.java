package org.paymentpoller.poll;

import java.util.List;
import java.util.Optional;
import org.paymentpoller.chain.BlockId;
import org.paymentpoller.chain.BurnTransactions;
import org.paymentpoller.chain.KnownChain;
import org.paymentpoller.chain.ReorganisationException;
import org.paymentpoller.chain.SecondOpinion;
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
    private final SecondOpinion others;

    public CheckWindow(WatchIdentity watch, KnownChain chain, SecondOpinion others) {
        this.watch = watch;
        this.identity = new ChainIdentity(watch, chain);
        this.others = others;
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
        requireCursorsChain(cursor, logs);
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

    /** One endpoint may lie or have lost its way; only a second one that agrees makes it a reorganisation. */
    private void requireCursorsChain(Cursor cursor, WindowLogs logs) throws NodeException {
        Optional<String> expected = cursor.expectedHash();
        Optional<BlockId> before = logs.before();
        if (expected.isEmpty() || before.isEmpty() || before.get().hash().equals(expected.get())) {
            return;
        }
        ReorganisationException reorganisation =
                new ReorganisationException(logs.endpoint(), before.get(), expected.get());
        if (others.isToBeHadBeside(logs.endpoint())
                && others.of(before.get().number(), logs.endpoint()).stream()
                        .allMatch(block -> block.hash().equals(expected.get()))) {
            throw new NodeException(logs.endpoint() + " has " + before.get().hash() + " as block "
                    + before.get().number() + ", which was recorded as " + expected.get()
                    + "; no other endpoint confirms it, and nothing is written");
        }
        throw reorganisation;
    }
}
