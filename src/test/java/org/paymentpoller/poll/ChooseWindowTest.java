package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.paymentpoller.chain.TestChain.head;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paymentpoller.chain.BurnEvent;
import org.paymentpoller.chain.Finality;
import org.paymentpoller.chain.KnownChain;
import org.paymentpoller.chain.ReorganisationException;
import org.paymentpoller.chain.TestChain;
import org.paymentpoller.chain.WrongChainException;
import org.paymentpoller.cursor.WatchIdentity;
import org.paymentpoller.cursor.WatchMismatchException;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.fixture.LogLines;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.NodeException;

class ChooseWindowTest {

    private final WatchStatus status = TestWatch.status();

    private final ChooseWindow chooseWindow = choosing("latest");

    @Test
    void theFirstWindowBeginsWithTheStartBlock() throws NodeException {
        assertThat(chooseWindow.next(TestWatch.seeded(), head(120))).isEqualTo(new BlockWindow(100, 120));
    }

    @Test
    void aWindowFollowsTheCursorUpToTheSafeHead() throws NodeException {
        assertThat(chooseWindow.next(TestWatch.at(150), head(151))).isEqualTo(new BlockWindow(151, 151));
    }

    @Test
    void aWindowHasAtMostTheConfiguredBlocks() throws NodeException {
        assertThat(chooseWindow.next(TestWatch.at(150), head(200))).isEqualTo(new BlockWindow(151, 200));
        assertThat(chooseWindow.next(TestWatch.at(150), head(201))).isEqualTo(new BlockWindow(151, 200));
        assertThat(chooseWindow.next(TestWatch.at(150), head(1_000_000))).isEqualTo(new BlockWindow(151, 200));
    }

    @Test
    void aWindowEndsBelowTheBlocksThatAreNotConfirmed() throws NodeException {
        assertThat(choosing("10").next(TestWatch.at(150), head(170))).isEqualTo(new BlockWindow(151, 160));
        assertThat(choosing("10").next(TestWatch.at(150), head(161))).isEqualTo(new BlockWindow(151, 151));
        assertThat(choosing("10").next(TestWatch.at(150), head(160))).isNull();
    }

    @Test
    void thereIsNoWindowWhenTheWatchHasCaughtUp() throws NodeException {
        assertThat(chooseWindow.next(TestWatch.at(150), head(150))).isNull();

        assertThat(status.now().state()).isEqualTo(WatchState.POLLING);
        assertThat(status.now().cursor()).contains(150L);
        assertThat(status.now().safeHead()).contains(150L);
        assertThat(status.now().lastSuccess()).isPresent();
    }

    @Test
    void theStartBlockIsWaitedFor() throws NodeException {
        assertThat(chooseWindow.next(TestWatch.seeded(), head(99))).isNull();
        assertThat(chooseWindow.next(TestWatch.seeded(), head(5))).isNull();

        assertThat(status.now().state()).isEqualTo(WatchState.WAITING_FOR_START_BLOCK);
    }

    @Test
    void aChainThatIsShorterThanItsConfirmationsHasNoSafeBlockYet() throws NodeException {
        assertThat(choosing("200").next(TestWatch.seeded(), head(120))).isNull();

        assertThat(status.now().state()).isEqualTo(WatchState.WAITING_FOR_START_BLOCK);
        assertThat(status.now().safeHead()).contains(-80L);
    }

    @Test
    void aHeadBelowACursorThatHadAdvancedIsSaidOnce() throws NodeException {
        try (LogLines log = LogLines.of(ChooseWindow.class)) {
            assertThat(chooseWindow.next(TestWatch.at(150), head(149))).isNull();
            assertThat(chooseWindow.next(TestWatch.at(150), head(148))).isNull();

            assertThat(log.soFar())
                    .containsExactly(
                            "WARN Nothing is written while the head of endpoint 1 is block 149, below the cursor"
                                    + " at block 150");
        }
        assertThat(status.now().state()).isEqualTo(WatchState.HEAD_BELOW_CURSOR);
        assertThat(status.now().reason()).contains("block 148");
        assertThat(status.now().cursor()).contains(150L);
    }

    @Test
    void aSafeHeadBelowTheCursorIsNoFaultWhileTheHeadIsNotBelowIt() throws NodeException {
        assertThat(choosing("10").next(TestWatch.at(150), head(151))).isNull();

        assertThat(status.now().state()).isEqualTo(WatchState.POLLING);
    }

    @Test
    void aCursorThatAnOperatorMovedIsFollowedAndSaidOnce() throws NodeException {
        try (LogLines log = LogLines.of(ChooseWindow.class)) {
            assertThat(chooseWindow.next(TestWatch.moved(150, 120), head(160))).isEqualTo(new BlockWindow(121, 160));
            chooseWindow.next(TestWatch.moved(150, 120), head(160));

            assertThat(log.soFar())
                    .containsExactly("WARN Cursor payment-poller was moved by hand from block 150 to block 120, whose"
                            + " hash is not known: it is not compared");
        }
    }

    @Test
    void aCursorThatAnOperatorMovedAgainIsSaidAgain() throws NodeException {
        try (LogLines log = LogLines.of(ChooseWindow.class)) {
            chooseWindow.next(TestWatch.moved(150, 120), head(160));
            chooseWindow.next(TestWatch.moved(150, 110), head(160));

            assertThat(log.soFar()).hasSize(2);
        }
    }

    @Test
    void aPausedWatchHasNoWindowAndSaysWhyOnce() throws NodeException {
        try (LogLines log = LogLines.of(ChooseWindow.class)) {
            assertThat(chooseWindow.next(TestWatch.paused(TestWatch.at(150), "the bank is closed"), head(160)))
                    .isNull();
            assertThat(chooseWindow.next(TestWatch.paused(TestWatch.at(150), "the bank is closed"), head(161)))
                    .isNull();

            assertThat(log.soFar()).containsExactly("INFO The watch is paused at block 150: the bank is closed");
        }
        assertThat(status.now().state()).isEqualTo(WatchState.PAUSED);
        assertThat(status.now().reason()).isEqualTo("the bank is closed");
        assertThat(status.now().safeHead()).contains(161L);
        assertThat(status.lagBlocks()).contains(11L);

        assertThat(chooseWindow.next(TestWatch.at(150), head(161))).isEqualTo(new BlockWindow(151, 161));
    }

    @Test
    void aNodeOnAnotherChainIsRefused() {
        assertThatThrownBy(() -> chooseWindow.next(TestWatch.at(150), head(160, 5)))
                .isInstanceOf(WrongChainException.class)
                .hasMessageStartingWith("endpoint 1 serves chain 5, but the watch belongs to chain 31337");
    }

    @Test
    void aRowOfAnotherContractIsRefused() {
        WatchIdentity other =
                new WatchIdentity("payment-poller", Optional.empty(), "0x" + "c1".repeat(20), BurnEvent.TOPIC0, 100);
        ChooseWindow choosing = new ChooseWindow(
                other,
                new KnownChain(),
                Finality.parse("latest"),
                TestWatch.endpoints(),
                status,
                TestWatch.cursorsBlock());

        assertThatThrownBy(() -> choosing.next(TestWatch.at(150), head(160)))
                .isInstanceOf(WatchMismatchException.class)
                .hasMessageContaining(TestChain.CONTRACT);
    }

    @Test
    void aHeadAtTheCursorIsTheCursorsBlock() throws NodeException {
        assertThat(chooseWindow.next(TestWatch.at(150), head(150))).isNull();
        assertThat(status.now().state()).isEqualTo(WatchState.POLLING);
    }

    @Test
    void anotherBlockThereIsAReorganisation() {
        assertThatThrownBy(() -> chooseWindow.next(TestWatch.at(150), head(150, TestChain.block(160))))
                .isInstanceOf(ReorganisationException.class)
                .hasMessageContaining("block 150 was recorded as " + TestChain.blockHash(150));
        assertThat(status.now().lastSuccess()).isEmpty();
    }

    private ChooseWindow choosing(String finality) {
        return new ChooseWindow(
                TestWatch.IDENTITY,
                new KnownChain(),
                Finality.parse(finality),
                TestWatch.endpoints(),
                status,
                TestWatch.cursorsBlock());
    }
}
