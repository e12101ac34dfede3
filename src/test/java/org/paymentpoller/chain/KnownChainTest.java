package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.paymentpoller.chain.TestChain.CHAIN_ID;
import static org.paymentpoller.chain.TestChain.answer;
import static org.paymentpoller.chain.TestChain.blockHash;
import static org.paymentpoller.chain.TestChain.head;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paymentpoller.ledger.BlockWindow;

class KnownChainTest {

    private static final BlockWindow NEXT = new BlockWindow(100, 120);

    private final KnownChain chain = new KnownChain();

    @Test
    void beforeTheRowIsReadNothingContradictsIt() {
        assertThatCode(() -> chain.require("endpoint 2", 5)).doesNotThrowAnyException();
        assertThat(chain.isAbove(head(0))).isFalse();
        assertThat(chain.contradicts(answer(NEXT))).isFalse();
    }

    @Test
    void anotherChainIsToldWithTheEndpointAndBothIds() {
        chain.is(known(CHAIN_ID, 99, blockHash(99)));

        assertThatCode(() -> chain.require("endpoint 2", CHAIN_ID)).doesNotThrowAnyException();
        assertThatThrownBy(() -> chain.require("endpoint 2", 5))
                .isInstanceOf(WrongChainException.class)
                .hasMessageStartingWith("endpoint 2 serves chain 5, but the watch belongs to chain " + CHAIN_ID);
    }

    @Test
    void anAnswerOfAnotherChainContradicts() {
        chain.is(known(CHAIN_ID, 99, blockHash(99)));

        assertThat(chain.contradicts(answer(NEXT))).isFalse();
        assertThat(chain.contradicts(answer(5, NEXT))).isTrue();
    }

    @Test
    void anAnswerWithAnotherHashForTheProcessedBlockContradicts() {
        chain.is(known(CHAIN_ID, 99, blockHash(98)));

        assertThat(chain.contradicts(answer(NEXT))).isTrue();
    }

    @Test
    void aHashIsOnlyComparedForItsOwnBlock() {
        chain.is(known(CHAIN_ID, 98, blockHash(98)));
        assertThat(chain.contradicts(answer(NEXT)))
                .as("another replica went on")
                .isFalse();

        chain.is(new KnownChain.Known(Optional.of(CHAIN_ID), 99, Optional.empty()));
        assertThat(chain.contradicts(answer(NEXT))).as("an operator moved it").isFalse();

        chain.is(known(CHAIN_ID, -1, blockHash(99)));
        assertThat(chain.contradicts(answer(new BlockWindow(0, 20))))
                .as("no block before the first")
                .isFalse();
    }

    @Test
    void onlyAHeadBelowTheProcessedBlockIsBelowIt() {
        chain.is(known(CHAIN_ID, 99, blockHash(99)));

        assertThat(chain.isAbove(head(98))).isTrue();
        assertThat(chain.isAbove(head(99))).isFalse();
    }

    @Test
    void onlyAnotherHashOfTheProcessedBlockContradictsIt() {
        assertThat(chain.contradicts(head(99, TestChain.block(98)))).isFalse();

        chain.is(known(CHAIN_ID, 99, blockHash(99)));
        assertThat(chain.contradicts(head(99))).isFalse();
        assertThat(chain.contradicts(head(100))).isFalse();
        assertThat(chain.contradicts(head(99, TestChain.block(98)))).isTrue();
    }

    private static KnownChain.Known known(long id, long block, String hash) {
        return new KnownChain.Known(Optional.of(id), block, Optional.of(hash));
    }
}
