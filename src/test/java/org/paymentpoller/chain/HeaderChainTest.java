package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.paymentpoller.chain.TestChain.block;
import static org.paymentpoller.chain.TestChain.blockHash;
import static org.paymentpoller.chain.TestChain.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.node.NodeException;

class HeaderChainTest {

    private static final String ELSEWHERE = blockHash(99);

    private final List<BlockHeader> headers = new ArrayList<>(List.of(header(10), header(11), header(12), header(13)));

    @Test
    void headersThatLinkFromTheBlockBeforeToTheEndBlockAreOneChain() {
        assertThatCode(() -> require(headers)).doesNotThrowAnyException();
    }

    @Test
    void aWindowMayHaveOneBlock() {
        assertThatCode(() -> HeaderChain.requireLinked(
                        TestChain.ENDPOINT, Optional.of(block(9)), List.of(header(10)), block(10)))
                .doesNotThrowAnyException();
    }

    @Test
    void nothingIsAskedOfTheParentOfTheFirstBlock() {
        assertThatCode(() -> HeaderChain.requireLinked(
                        TestChain.ENDPOINT, Optional.empty(), List.of(withParent(0, ELSEWHERE), header(1)), block(1)))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutABlockBeforeTheHeadersBeginWithTheFirst() {
        assertRefused(
                "endpoint 1 was asked for block 0 and answered block 1, " + blockHash(1),
                Optional.empty(),
                List.of(header(1)),
                block(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aBlockWithAnotherParentIsRefusedWhereverItStands(int place) {
        int number = 10 + place;
        headers.set(place, withParent(number, ELSEWHERE));

        assertRefused("endpoint 1 gave block " + number + " the parent " + ELSEWHERE + ", but block " + (number - 1)
                + " is " + blockHash(number - 1));
    }

    @Test
    void aBlockOfAnotherBranchIsRefusedThoughItHasTheSameParent() {
        headers.set(1, new BlockHeader(11, ELSEWHERE, blockHash(10), header(11).logsBloom(), Optional.empty()));

        assertRefused("endpoint 1 gave block 12 the parent " + blockHash(11) + ", but block 11 is " + ELSEWHERE);
    }

    @Test
    void anotherBlockBeforeTheWindowIsRefused() {
        assertRefused(
                "endpoint 1 gave block 10 the parent " + blockHash(9) + ", but block 9 is " + ELSEWHERE,
                Optional.of(new BlockId(9, ELSEWHERE)),
                headers,
                block(13));
    }

    @Test
    void anotherEndBlockIsRefused() {
        assertRefused(
                "endpoint 1 gave two hashes for block 13: " + ELSEWHERE + " and " + blockHash(13),
                Optional.of(block(9)),
                headers,
                new BlockId(13, ELSEWHERE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aMissingBlockIsRefused(int place) {
        headers.remove(place);

        assertRefused("endpoint 1 was asked for block " + (10 + place) + " and answered block " + (11 + place) + ", "
                + blockHash(11 + place));
    }

    @Test
    void aBlockThatComesTwiceIsRefused() {
        headers.add(1, header(10));

        assertRefused("endpoint 1 was asked for block 11 and answered block 10, " + blockHash(10));
    }

    @Test
    void headersThatEndBeforeTheEndBlockAreRefused() {
        headers.remove(3);

        assertRefused("endpoint 1 gave headers up to block 12 for a window up to block 13");
    }

    @Test
    void headersBehindTheEndBlockAreRefused() {
        headers.add(header(14));

        assertRefused("endpoint 1 gave headers up to block 14 for a window up to block 13");
    }

    @Test
    void noHeadersAreRefused() {
        headers.clear();

        assertRefused("endpoint 1 gave headers up to block 9 for a window up to block 13");
    }

    private void assertRefused(String message) {
        assertRefused(message, Optional.of(block(9)), headers, block(13));
    }

    private static void assertRefused(
            String message, Optional<BlockId> before, List<BlockHeader> headers, BlockId end) {
        assertThatThrownBy(() -> HeaderChain.requireLinked(TestChain.ENDPOINT, before, headers, end))
                .isInstanceOf(NodeException.class)
                .hasMessage(message);
    }

    private static void require(List<BlockHeader> headers) throws NodeException {
        HeaderChain.requireLinked(TestChain.ENDPOINT, Optional.of(block(9)), headers, block(13));
    }

    private static BlockHeader withParent(long number, String parentHash) {
        return new BlockHeader(
                number, blockHash(number), parentHash, header(number).logsBloom(), Optional.empty());
    }
}
