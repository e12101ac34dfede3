package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paymentpoller.ledger.BurnTransaction;

class LeaveConflictsTest {

    private final BurnTransaction one = TestWatch.transaction(1, 5, 6, 7);
    private final BurnTransaction two = TestWatch.transaction(2, 9);

    @Test
    void withoutAConflictAllIsNew() {
        assertThat(of(List.of())).containsExactly(one, two);
    }

    @Test
    void ofATransactionThatWasThereInPartTheRestIsNew() {
        assertThat(of(List.of(there(one, 0), there(one, 2))))
                .containsExactly(
                        new BurnTransaction(one.txHash(), List.of(one.events().get(1))), two);
    }

    @Test
    void aTransactionOfWhichAllWasThereIsNotNew() {
        assertThat(of(List.of(there(two, 0), there(one, 0), there(one, 1), there(one, 2))))
                .isEmpty();
    }

    private List<BurnTransaction> of(List<Map<String, Object>> conflicts) {
        return new LeaveConflicts().of(List.of(one, two), conflicts);
    }

    private static Map<String, Object> there(BurnTransaction transaction, int burnIndex) {
        return Map.of("tx_hash", transaction.txHash(), "burn_index", burnIndex, "contradicts", false);
    }
}
