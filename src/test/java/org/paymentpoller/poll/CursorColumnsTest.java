package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.paymentpoller.chain.TestChain;
import org.paymentpoller.chain.WindowLogs;
import org.paymentpoller.ledger.BlockWindow;

class CursorColumnsTest {

    @Test
    void theEndOfAWindowHasItsBlocksItsHashAndItsChain() {
        BlockWindow window = new BlockWindow(101, 150);
        WindowLogs logs = TestChain.answer(window);

        assertThat(new CursorColumns().of(window, logs))
                .containsOnlyKeys("window_from", "window_to", "window_hash", "window_chain_id")
                .containsEntry("window_from", 101L)
                .containsEntry("window_to", 150L)
                .containsEntry("window_hash", TestChain.blockHash(150))
                .containsEntry("window_chain_id", logs.chainId());
    }
}
