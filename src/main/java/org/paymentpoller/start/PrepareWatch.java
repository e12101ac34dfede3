package org.paymentpoller.start;

import java.util.List;
import java.util.Optional;
import org.paymentpoller.chain.ChainIds;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.CursorRow;
import org.paymentpoller.cursor.WatchIdentity;
import org.paymentpoller.cursor.WatchMismatchException;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Makes the watch's row and compares it with the configuration and the node, after every bean is made and before a route
 * starts. A node that cannot be reached is waited for by the polls; one on another chain is not.
 */
public class PrepareWatch implements SmartInitializingSingleton {

    private final CursorRow row;
    private final WatchIdentity watch;
    private final ChainIds chainIds;

    public PrepareWatch(CursorRow row, WatchIdentity watch, ChainIds chainIds) {
        this.row = row;
        this.watch = watch;
        this.chainIds = chainIds;
    }

    @Override
    public void afterSingletonsInstantiated() {
        try {
            row.seed();
        } catch (WatchMismatchException e) {
            throw new StartRefusedException(List.of(String.valueOf(e.getMessage())));
        }
        chainIds.ask().forEach(this::requireChain);
    }

    private void requireChain(String endpoint, long chainId) {
        Cursor cursor = row.read().orElseThrow();
        Optional<Long> expected = watch.expectedChainId(cursor);
        if (expected.isEmpty()) {
            row.pinChain(chainId);
        } else if (expected.get() != chainId) {
            throw new StartRefusedException(List.of("POLLER_CHAIN_ID: the watch " + cursor.id() + " belongs to chain "
                    + expected.get() + ", but " + endpoint + " of POLLER_RPC_URL serves chain " + chainId
                    + "; mend POLLER_RPC_URL or POLLER_CHAIN_ID, or use a POLLER_CURSOR_ID of its own"));
        }
    }
}
