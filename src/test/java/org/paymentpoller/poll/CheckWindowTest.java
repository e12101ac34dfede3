package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.paymentpoller.chain.TestChain.answer;
import static org.paymentpoller.chain.TestChain.burn;
import static org.paymentpoller.chain.TestChain.txHash;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paymentpoller.chain.BurnEvent;
import org.paymentpoller.chain.ReorganisationException;
import org.paymentpoller.chain.TestChain;
import org.paymentpoller.chain.WrongChainException;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.WatchIdentity;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.node.NodeException;

class CheckWindowTest {

    private static final BlockWindow WINDOW = new BlockWindow(151, 160);

    private final CheckWindow checkWindow = TestWatch.checkWindow();

    @Test
    void whatWasAskedBecomesTransactions() throws NodeException {
        assertThat(checkWindow.check(TestWatch.at(150), WINDOW, answer(WINDOW, burn(155, 0, 2), burn(152, 0, 1))))
                .extracting(BurnTransaction::txHash)
                .containsExactly(txHash(1), txHash(2));
    }

    @Test
    void aWindowFromTheFirstBlockHasNoBlockBefore() throws NodeException {
        BlockWindow first = new BlockWindow(0, 10);

        assertThat(checkWindow.check(cursorOf("", -1), first, answer(first))).isEmpty();
    }

    @Test
    void anAnswerOfAnotherChainIsRefused() {
        assertThatThrownBy(() -> checkWindow.check(TestWatch.at(150), WINDOW, answer(5, WINDOW)))
                .isInstanceOf(WrongChainException.class);
    }

    @Test
    void anAnswerBeyondTheWindowIsRefused() {
        assertThatThrownBy(() -> checkWindow.check(TestWatch.at(150), WINDOW, answer(new BlockWindow(151, 161))))
                .isInstanceOf(NodeException.class)
                .hasMessage("The window is 151 to 160, but the node was asked for another range");
    }

    @Test
    void theBeginningOfTheWindowIsEnough() throws NodeException {
        assertThat(checkWindow.check(TestWatch.at(150), WINDOW, answer(new BlockWindow(151, 151), burn(151, 0, 1))))
                .hasSize(1);
    }

    @Test
    void anAnswerAboutAnotherContractIsRefused() {
        WatchIdentity other =
                new WatchIdentity("payment-poller", Optional.empty(), "0x" + "c1".repeat(20), BurnEvent.TOPIC0, 100);
        Cursor cursor = new Cursor(
                "payment-poller",
                Optional.empty(),
                other.contract(),
                BurnEvent.TOPIC0,
                100,
                150,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThatThrownBy(() -> TestWatch.checkWindow(other).check(cursor, WINDOW, answer(WINDOW)))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("the node was asked for " + TestChain.CONTRACT);
    }

    @Test
    void anAnswerForAnotherBeginningIsRefused() {
        assertThatThrownBy(() -> checkWindow.check(TestWatch.at(150), WINDOW, answer(new BlockWindow(152, 160))))
                .isInstanceOf(NodeException.class);
        assertThatThrownBy(() -> checkWindow.check(TestWatch.at(150), WINDOW, answer(new BlockWindow(0, 160))))
                .isInstanceOf(NodeException.class);
    }

    @Test
    void aChainWithoutTheCursorsBlockHasReorganised() {
        assertThatThrownBy(() -> checkWindow.check(cursorOf("0x" + "99".repeat(32), 150), WINDOW, answer(WINDOW)))
                .isInstanceOf(ReorganisationException.class)
                .hasMessage("the chain reorganised below the cursor: block 150 was recorded as 0x" + "99".repeat(32)
                        + ", endpoint 1 now has " + TestChain.blockHash(150) + "; nothing is written");
    }

    @Test
    void theHashOfABlockThatTheCursorLeftIsNotCompared() throws NodeException {
        Cursor moved = new Cursor(
                "payment-poller",
                Optional.empty(),
                TestChain.CONTRACT,
                BurnEvent.TOPIC0,
                100,
                150,
                Optional.of(155L),
                Optional.of("0x" + "99".repeat(32)),
                Optional.empty(),
                Optional.empty());

        assertThat(checkWindow.check(moved, WINDOW, answer(WINDOW))).isEmpty();
    }

    private static Cursor cursorOf(String hash, long block) {
        return new Cursor(
                "payment-poller",
                Optional.empty(),
                TestChain.CONTRACT,
                BurnEvent.TOPIC0,
                0,
                block,
                Optional.of(block).filter(number -> !hash.isEmpty()),
                Optional.of(hash).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.empty());
    }
}
