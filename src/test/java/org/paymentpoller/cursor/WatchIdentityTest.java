package org.paymentpoller.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchIdentityTest {

    @Test
    void aRowOfTheSameContractEventAndChainIsTheWatchs() {
        assertThatCode(() -> watch(Optional.of(1L)).requireSame(row("0xc0", "0xf0", Optional.of(1L))))
                .doesNotThrowAnyException();
    }

    @Test
    void aChainThatIsKnownOnOneSideOnlyContradictsNothing() {
        assertThatCode(() -> {
                    watch(Optional.empty()).requireSame(row("0xc0", "0xf0", Optional.of(1L)));
                    watch(Optional.of(1L)).requireSame(row("0xc0", "0xf0", Optional.empty()));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aChangedContractIsRefusedWithTheSettingsThatHelp() {
        assertThatThrownBy(() -> watch(Optional.empty()).requireSame(row("0xc1", "0xf0", Optional.empty())))
                .isInstanceOf(WatchMismatchException.class)
                .hasMessageStartingWith("POLLER_BURN_CONTRACT_ADDRESS is 0xc0 ")
                .hasMessageContaining("belongs to contract 0xc1")
                .hasMessageContaining("POLLER_CURSOR_ID");
    }

    @Test
    void aChangedEventIsRefused() {
        assertThatThrownBy(() -> watch(Optional.empty()).requireSame(row("0xc0", "0xf1", Optional.empty())))
                .isInstanceOf(WatchMismatchException.class)
                .hasMessageContaining("(event 0xf1)");
    }

    @Test
    void aChangedChainIsRefusedWithTheSettingsThatHelp() {
        assertThatThrownBy(() -> watch(Optional.of(1L)).requireSame(row("0xc0", "0xf0", Optional.of(5000L))))
                .isInstanceOf(WatchMismatchException.class)
                .hasMessageStartingWith("POLLER_CHAIN_ID is 1, but cursor payment-poller belongs to chain 5000")
                .hasMessageContaining("POLLER_CURSOR_ID");
    }

    @Test
    void chainIdsAreComparedByValue() {
        assertThatCode(() -> watch(Optional.of(31337L)).requireSame(row("0xc0", "0xf0", Optional.of(31337L))))
                .doesNotThrowAnyException();
    }

    @Test
    void theConfiguredChainIsExpectedElseThePinnedOneElseAny() {
        Cursor pinned = row("0xc0", "0xf0", Optional.of(5L));
        Cursor unpinned = row("0xc0", "0xf0", Optional.empty());

        assertThat(watch(Optional.of(5L)).expectedChainId(unpinned)).contains(5L);
        assertThat(watch(Optional.empty()).expectedChainId(pinned)).contains(5L);
        assertThat(watch(Optional.empty()).expectedChainId(unpinned)).isEmpty();
    }

    @Test
    void theNodeIsAskedForOneContractAndOneEvent() {
        assertThat(watch(Optional.empty()).addresses()).containsExactly("0xc0");
        assertThat(watch(Optional.empty()).topics()).containsExactly("0xf0");
    }

    private static WatchIdentity watch(Optional<Long> chainId) {
        return new WatchIdentity("payment-poller", chainId, "0xc0", "0xf0", 0);
    }

    private static Cursor row(String contract, String topic0, Optional<Long> chainId) {
        return new Cursor(
                "payment-poller",
                chainId,
                contract,
                topic0,
                0,
                -1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
