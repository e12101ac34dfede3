package org.paymentpoller.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.ledger.WatchedEvent;

/** Reads the burn transactions of a window out of what a node answered. */
public final class BurnTransactions {

    private BurnTransactions() {}

    /** The window's burn transactions in chain order. */
    public static List<BurnTransaction> read(WindowLogs answer) {
        Map<String, List<WatchedEvent>> byTransaction = new LinkedHashMap<>();
        for (ChainLog log : answer.logs()) {
            List<WatchedEvent> events = byTransaction.computeIfAbsent(log.txHash(), hash -> new ArrayList<>());
            events.add(BurnDecoder.decode(log, events.size()));
        }
        List<BurnTransaction> transactions = new ArrayList<>(byTransaction.size());
        byTransaction.forEach((hash, events) -> transactions.add(new BurnTransaction(hash, events)));
        return transactions;
    }
}
