package org.paymentpoller.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class BlockWindowPropertiesTest {

    private static final long HIGHEST = Long.MAX_VALUE / 2;

    @Property
    void aWindowHoldsBothItsEndsAndNothingBesideThem(
            @ForAll @LongRange(min = 0, max = HIGHEST) long from,
            @ForAll @LongRange(min = 1, max = HIGHEST) long blocks) {
        BlockWindow window = new BlockWindow(from, from + blocks - 1);

        assertThat(window.blocks()).isEqualTo(blocks);
        assertThat(window.contains(from) && window.contains(window.to())).isTrue();
        assertThat(window.contains(from - 1) || window.contains(window.to() + 1))
                .isFalse();
    }

    @Property
    void noWindowEndsBeforeItsBeginningOrBeginsBelowBlockZero(@ForAll long from, @ForAll long to) {
        Assume.that(from < 0 || to < from);

        assertThatThrownBy(() -> new BlockWindow(from, to)).isInstanceOf(IllegalArgumentException.class);
    }
}
