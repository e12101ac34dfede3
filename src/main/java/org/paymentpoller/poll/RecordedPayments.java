package org.paymentpoller.poll;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paymentpoller.cursor.WatchIdentity;
import org.paymentpoller.ledger.Burn;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.ledger.EventPosition;
import org.paymentpoller.ledger.WatchedEvent;

/** For routes that begin with {@code seda:payments-recorded}: what a window recorded, one payment after another. */
public class RecordedPayments {

    private final WatchIdentity watch;

    public RecordedPayments(WatchIdentity watch) {
        this.watch = watch;
    }

    /** Each payment with its values by the names of the table's columns; rejected events are left out. */
    public List<Map<String, Object>> each(List<BurnTransaction> recorded) {
        List<Map<String, Object>> payments = new ArrayList<>();
        for (BurnTransaction transaction : recorded) {
            for (WatchedEvent event : transaction.events()) {
                if (event instanceof Burn burn) {
                    payments.add(columns(burn));
                }
            }
        }
        return payments;
    }

    private Map<String, Object> columns(Burn burn) {
        EventPosition position = burn.position();
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("cursor_id", watch.cursorId());
        columns.put("tx_hash", position.txHash());
        columns.put("burn_index", position.burnIndex());
        columns.put("log_index", position.logIndex());
        columns.put("block_number", position.blockNumber());
        columns.put("block_hash", position.blockHash());
        columns.put("from_address", burn.account());
        columns.put("amount", burn.amount());
        columns.put("digest", burn.digest());
        columns.put("burned_at", burn.burnedAt());
        return columns;
    }
}
