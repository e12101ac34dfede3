package org.paymentpoller.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurnTransactionTest {

    private static final RejectedEvent EVENT =
            new RejectedEvent(new EventPosition("0x01", 0, 3, 5, "0x02"), "its amount is zero", "{}");

    @Test
    void hasAtLeastOneEvent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BurnTransaction("0x01", List.of()))
                .withMessageContaining("0x01");
    }

    @Test
    void staysAsItIsWhenTheListItWasMadeOfChanges() {
        List<WatchedEvent> events = new ArrayList<>(List.of(EVENT));
        BurnTransaction transaction = new BurnTransaction("0x01", events);

        events.clear();

        assertThat(transaction.events()).containsExactly(EVENT);
    }
}
