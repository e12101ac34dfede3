package org.paymentpoller.start;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
            Optional<Cursor> before = row.read();
            before.ifPresent(watch::requireSame);
            Map<String, Long> told = chainIds.ask();
            // A start that is refused leaves nothing behind that would refuse the mended one.
            requireChain(before, told);
            row.seed();
            told.values().stream().findFirst().ifPresent(row::pinChain);
            requireChain(row.read(), told);
        } catch (WatchMismatchException e) {
            throw new StartRefusedException(List.of(String.valueOf(e.getMessage())));
        }
    }

    private void requireChain(Optional<Cursor> cursor, Map<String, Long> told) {
        Optional<Long> expected = cursor.map(watch::expectedChainId).orElse(watch.chainId());
        told.forEach((endpoint, chainId) -> {
            if (expected.isPresent() && !expected.get().equals(chainId)) {
                throw new StartRefusedException(
                        List.of("POLLER_CHAIN_ID: the watch " + watch.cursorId() + " belongs to chain "
                                + expected.get() + ", but " + endpoint + " of POLLER_RPC_URL serves chain " + chainId
                                + "; mend POLLER_RPC_URL or POLLER_CHAIN_ID, or use a POLLER_CURSOR_ID of its own"));
            }
        });
        if (Set.copyOf(told.values()).size() > 1) {
            String chains = told.entrySet().stream()
                    .map(one -> one.getKey() + " chain " + one.getValue())
                    .collect(Collectors.joining(", "));
            throw new StartRefusedException(
                    List.of("POLLER_RPC_URL: all endpoints must serve one chain, but they serve " + chains));
        }
    }
}
