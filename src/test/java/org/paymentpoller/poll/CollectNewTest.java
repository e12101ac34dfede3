package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.paymentpoller.ledger.BurnTransaction;

class CollectNewTest {

    private static final BurnTransaction ONE = TestWatch.transaction(1, 7);
    private static final BurnTransaction TWO = TestWatch.transaction(2, 8, 0);
    private static final BurnTransaction THREE = TestWatch.transaction(3, 9);

    private final CamelContext camel = new DefaultCamelContext();

    private final CollectNew collectNew = new CollectNew();

    @Test
    void newTransactionsAreCollectedInTheirOrder() {
        assertThat(collect(fresh(ONE), fresh(TWO), fresh(THREE))).isEqualTo(List.of(ONE, TWO, THREE));
    }

    @Test
    void knownTransactionsAreLeftOutWhereverTheyStand() {
        assertThat(collect(known(ONE), fresh(TWO), known(THREE))).isEqualTo(List.of(TWO));
        assertThat(collect(fresh(ONE), known(TWO), fresh(THREE))).isEqualTo(List.of(ONE, THREE));
    }

    @Test
    void whereAllAreKnownTheListIsEmpty() {
        assertThat(collect(known(ONE), known(TWO))).isEqualTo(List.of());
    }

    private Object collect(Exchange... elements) {
        @Nullable Exchange collected = null;
        for (Exchange element : elements) {
            collected = collectNew.aggregate(collected, element);
        }
        return Objects.requireNonNull(collected).getMessage().getBody();
    }

    private Exchange fresh(BurnTransaction transaction) {
        Exchange element = new DefaultExchange(camel);
        element.getMessage().setBody(transaction);
        return element;
    }

    private Exchange known(BurnTransaction transaction) {
        Exchange element = fresh(transaction);
        element.setProperty(Exchange.DUPLICATE_MESSAGE, true);
        return element;
    }
}
