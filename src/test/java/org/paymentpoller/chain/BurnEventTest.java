package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BurnEventTest {

    @Test
    void itsFirstTopicIsTheHashOfItsSignature() {
        assertThat(BurnEvent.TOPIC0).isEqualTo("0xf09120ca4b005026b37bf2b4ec21e3d1fbee7365fb9b7ed7558eff94224841e8");
    }
}
