package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.paymentpoller.chain.TestChain.header;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.node.NodeException;

class SilentBlocksTest {

    private static final LogsBloom EVENT = LogsBloom.of(TestChain.CONTRACT, BurnEvent.TOPIC0);
    private static final String ALL_BITS = "0x" + "ff".repeat(256);

    @Test
    void aBlockWhoseBloomCanHoldTheEventIsSilentWithoutALogOfIt() throws NodeException {
        assertThat(among(List.of(header(10), header(11, ALL_BITS), header(12, ALL_BITS)), Set.of(12L)))
                .containsExactly(header(11, ALL_BITS));
    }

    @Test
    void aBlockWhoseBloomCannotHoldTheEventIsNotSilent() throws NodeException {
        assertThat(among(List.of(header(10), header(11)), Set.of())).isEmpty();
    }

    @Test
    void silentBlocksComeInTheOrderOfTheHeaders() throws NodeException {
        assertThat(among(List.of(header(10, ALL_BITS), header(11), header(12, ALL_BITS)), Set.of()))
                .extracting(BlockHeader::number)
                .containsExactly(10L, 12L);
    }

    @Test
    void aLogOfABlockOutsideTheHeadersChangesNothing() throws NodeException {
        assertThat(among(List.of(header(10, ALL_BITS)), Set.of(9L, 11L))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "0x00", "none"})
    void aBlockWithoutABloomNamesTheSettingThatHelps(String bloom) {
        assertThatThrownBy(() -> among(List.of(header(10, bloom)), Set.of()))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("endpoint 1 gave block 10 a logsBloom that is missing or not well-formed")
                .hasMessageEndingWith("set POLLER_NODE_BLOOM_CHECK=false");
    }

    private static List<BlockHeader> among(List<BlockHeader> headers, Set<Long> blocksWithLogs) throws NodeException {
        return SilentBlocks.among(TestChain.ENDPOINT, headers, blocksWithLogs, EVENT);
    }
}
