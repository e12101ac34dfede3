package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.paymentpoller.chain.TestChain.txHash;

import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.paymentpoller.ledger.BlockWindow;

class RecordedTransactionsTest {

    private final RecordedTransactions recorded = new RecordedTransactions();

    private final Exchange window = new DefaultExchange(new DefaultCamelContext());

    @Test
    void theDatabaseIsAskedByBlocksHashesAndCounts() {
        Map<String, Object> asked = recorded.asked(
                new BlockWindow(10, 20), List.of(TestWatch.transaction(2, 0), TestWatch.transaction(1, 7, 0, 9)));

        assertThat(asked).hasSize(4).containsEntry("window_from", 10L).containsEntry("window_to", 20L);
        assertThat(asked.get("tx_hashes")).isEqualTo(new String[] {txHash(2), txHash(1)});
        assertThat(asked.get("event_counts")).isEqualTo(new Integer[] {1, 3});
    }

    @Test
    void aTransactionIsKnownWhenTheDatabaseKnewIt() throws SQLException {
        window.getMessage().setHeader("known", recorded.known(array("0x01", "0x02")));

        assertThat(recorded.contains(window, "0x01")).isTrue();
        assertThat(recorded.add(window, "0x02")).isFalse();
        assertThat(recorded.contains(window, "0x03")).isFalse();
        assertThat(recorded.add(window, "0x03")).isTrue();
    }

    @Test
    void aTransactionWithSeveralConflictsIsToldOnce() {
        assertThat(recorded.conflicting(
                        List.of(Map.of("tx_hash", "0x01"), Map.of("tx_hash", "0x02"), Map.of("tx_hash", "0x01"))))
                .containsExactlyInAnyOrder("0x01", "0x02");
    }

    @Test
    void noKeyOutlivesItsWindow() throws SQLException {
        window.getMessage().setHeader("known", recorded.known(array()));

        assertThat(recorded.add(window, "0x01")).isTrue();
        assertThat(recorded.confirm(window, "0x01")).isTrue();

        assertThat(recorded.add(window, "0x01")).isTrue();
        assertThat(recorded.remove(window, "0x01")).isTrue();
    }

    @Test
    void withoutFindKnownNothingIsTakenForNew() {
        assertThatIllegalStateException()
                .isThrownBy(() -> recorded.add(window, "0x01"))
                .withMessageContaining("find-known must come before skip-known");
    }

    @Test
    void thereIsNoMemoryOutsideAWindow() {
        assertThatThrownBy(() -> recorded.add("0x01")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> recorded.contains("0x01")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> recorded.remove("0x01")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> recorded.confirm("0x01")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(recorded::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    private static Array array(String... txHashes) {
        return (Array) Proxy.newProxyInstance(
                Array.class.getClassLoader(), new Class<?>[] {Array.class}, (array, method, arguments) -> txHashes);
    }
}
