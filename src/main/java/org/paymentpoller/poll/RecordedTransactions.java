package org.paymentpoller.poll;

import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.BurnTransaction;

/**
 * {@code skip-known}: the idempotent repository of a window. It remembers nothing itself: the payments and rejected events
 * are the only memory, asked once a window by {@code find-known}, and no key outlives the window's transaction.
 */
public class RecordedTransactions extends ServiceSupport implements IdempotentRepository {

    /** The header with the transaction hashes that {@code find-known} found. */
    static final String KNOWN = "known";

    /**
     * What {@code find-known} takes: the window's blocks, the transactions' hashes and how many events each has. A map for the
     * reason of {@link CursorColumns}.
     *
     * @param window blocks, inclusive at both ends
     */
    public Map<String, Object> asked(BlockWindow window, List<BurnTransaction> transactions) {
        return Map.of(
                "window_from",
                window.from(),
                "window_to",
                window.to(),
                "tx_hashes",
                transactions.stream().map(BurnTransaction::txHash).toArray(String[]::new),
                "event_counts",
                transactions.stream()
                        .map(transaction -> transaction.events().size())
                        .toArray(Integer[]::new));
    }

    /**
     * The transactions that {@code find-known} found, for {@code skip-known}.
     *
     * @param txHashes its one value, each hash once
     * @throws SQLException when the driver cannot read it
     */
    public Set<String> known(Array txHashes) throws SQLException {
        return Set.of((String[]) txHashes.getArray());
    }

    /** The transactions of which {@code record} says that something was there. */
    public Set<String> conflicting(List<? extends Map<String, ?>> rows) {
        return rows.stream().map(row -> (String) row.get("tx_hash")).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean add(Exchange exchange, String txHash) {
        return !contains(exchange, txHash);
    }

    @Override
    public boolean contains(Exchange exchange, String txHash) {
        Set<?> known = exchange.getMessage().getHeader(KNOWN, Set.class);
        if (known == null) {
            throw new IllegalStateException("Header " + KNOWN + " is missing: find-known must come before skip-known");
        }
        return known.contains(txHash);
    }

    @Override
    public boolean remove(Exchange exchange, String txHash) {
        return true;
    }

    @Override
    public boolean confirm(Exchange exchange, String txHash) {
        return true;
    }

    @Override
    public boolean add(String txHash) {
        throw withoutWindow();
    }

    @Override
    public boolean contains(String txHash) {
        throw withoutWindow();
    }

    @Override
    public boolean remove(String txHash) {
        throw withoutWindow();
    }

    @Override
    public boolean confirm(String txHash) {
        throw withoutWindow();
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("Payments are not cleared");
    }

    private static UnsupportedOperationException withoutWindow() {
        return new UnsupportedOperationException("A transaction is known or new only within a window's exchange");
    }
}
