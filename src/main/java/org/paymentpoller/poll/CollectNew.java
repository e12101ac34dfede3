package org.paymentpoller.poll;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.ledger.BurnTransaction;

/** {@code collect}: gathers the split's new burn transactions into one list, for one statement. */
public class CollectNew implements AggregationStrategy {

    @Override
    public Exchange aggregate(@Nullable Exchange collected, Exchange element) {
        Exchange result = collected;
        List<BurnTransaction> fresh;
        if (result == null) {
            result = element;
            fresh = new ArrayList<>();
        } else {
            fresh = newTransactions(result);
        }
        if (!element.getProperty(Exchange.DUPLICATE_MESSAGE, false, Boolean.class)) {
            fresh.add(element.getMessage().getBody(BurnTransaction.class));
        }
        // The result's properties go back to the poll's exchange, where the mark would make the next window's burns
        // known.
        result.removeProperty(Exchange.DUPLICATE_MESSAGE);
        result.getMessage().setBody(fresh);
        return result;
    }

    @SuppressWarnings("unchecked") // the list that this strategy itself put there
    private static List<BurnTransaction> newTransactions(Exchange collected) {
        return collected.getMessage().getBody(List.class);
    }
}
