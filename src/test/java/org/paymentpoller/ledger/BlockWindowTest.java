package org.paymentpoller.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BlockWindowTest {

    @Test
    void bothEndsBelongToIt() {
        BlockWindow window = new BlockWindow(10, 12);

        assertThat(window.blocks()).isEqualTo(3);
        assertThat(window.contains(9)).isFalse();
        assertThat(window.contains(10)).isTrue();
        assertThat(window.contains(12)).isTrue();
        assertThat(window.contains(13)).isFalse();
    }

    @Test
    void mayBeASingleBlockAndBeginWithTheFirstOne() {
        BlockWindow window = new BlockWindow(0, 0);

        assertThat(window.blocks()).isEqualTo(1);
        assertThat(window.contains(0)).isTrue();
    }

    @Test
    void isNeverEmpty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlockWindow(5, 4))
                .withMessage("No window of blocks: 5 to 4");
    }

    @Test
    void doesNotBeginBelowTheFirstBlock() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BlockWindow(-1, 4));
    }

    @Test
    void isShownByItsEnds() {
        assertThat(new BlockWindow(3, 7)).hasToString("3 to 7");
    }
}
