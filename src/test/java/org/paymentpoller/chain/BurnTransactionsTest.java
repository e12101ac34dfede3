package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.paymentpoller.chain.TestChain.answer;
import static org.paymentpoller.chain.TestChain.burn;
import static org.paymentpoller.chain.TestChain.txHash;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paymentpoller.chain.TestChain.LogDraft;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.Burn;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.ledger.RejectedEvent;
import org.paymentpoller.node.NodeException;

class BurnTransactionsTest {

    private static final BlockWindow WINDOW = new BlockWindow(10, 20);

    @Test
    void noLogsAreNoTransactions() throws NodeException {
        assertThat(BurnTransactions.read(answer(WINDOW))).isEmpty();
    }

    @Test
    void theBurnIndexCountsTheTransactionsEventsInLogOrder() throws NodeException {
        List<BurnTransaction> read = BurnTransactions.read(answer(WINDOW, burn(12, 9, 1), burn(12, 2, 1)));

        assertThat(read).singleElement().satisfies(transaction -> assertThat(transaction.events())
                .extracting(event -> event.position().burnIndex(), event -> event.position()
                        .logIndex())
                .containsExactly(tuple(0, 2L), tuple(1, 9L)));
    }

    @Test
    void theBurnIndexCountsRejectedEventsToo() throws NodeException {
        LogDraft zero = burn(12, 1, 1).amount(BigInteger.ZERO);

        List<BurnTransaction> read = BurnTransactions.read(answer(WINDOW, burn(12, 0, 1), zero, burn(12, 2, 1)));

        assertThat(read).singleElement().satisfies(transaction -> {
            assertThat(transaction.events()).hasExactlyElementsOfTypes(Burn.class, RejectedEvent.class, Burn.class);
            assertThat(transaction.events())
                    .extracting(event -> event.position().burnIndex())
                    .containsExactly(0, 1, 2);
        });
    }

    @Test
    void theBurnIndexDoesNotCountALogThatCameTwice() throws NodeException {
        List<BurnTransaction> read =
                BurnTransactions.read(answer(WINDOW, burn(12, 0, 1), burn(12, 0, 1), burn(12, 1, 1)));

        assertThat(read.get(0).events())
                .extracting(event -> event.position().burnIndex())
                .containsExactly(0, 1);
    }

    @Test
    void logsOfTwoTransactionsMayComeInterleaved() throws NodeException {
        List<BurnTransaction> read =
                BurnTransactions.read(answer(WINDOW, burn(12, 0, 2), burn(12, 1, 1), burn(12, 2, 2), burn(12, 3, 1)));

        assertThat(read).extracting(BurnTransaction::txHash).containsExactly(txHash(2), txHash(1));
        assertThat(read).allSatisfy(transaction -> assertThat(transaction.events())
                .extracting(event -> event.position().burnIndex())
                .containsExactly(0, 1));
        assertThat(read.get(1).events())
                .extracting(event -> event.position().logIndex())
                .containsExactly(1L, 3L);
    }

    @Test
    void transactionsComeInChainOrder() throws NodeException {
        List<BurnTransaction> read =
                BurnTransactions.read(answer(WINDOW, burn(14, 0, 3), burn(12, 5, 1), burn(13, 0, 2)));

        assertThat(read).extracting(BurnTransaction::txHash).containsExactly(txHash(1), txHash(2), txHash(3));
    }
}
