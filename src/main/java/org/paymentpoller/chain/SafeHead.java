package org.paymentpoller.chain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.web3j.protocol.core.methods.response.EthBlock;

/** The block that was asked for as the head, with what came in the same answer: the chain's id and who answered. */
public final class SafeHead extends EthBlock.Block {

    private final String endpoint;
    private final long chainId;
    private final BlockId id;

    /** @param id the block's own, checked */
    SafeHead(String endpoint, long chainId, BlockId id, EthBlock.Block block) {
        this.endpoint = endpoint;
        this.chainId = chainId;
        this.id = id;
        setNumber(block.getNumberRaw());
        setHash(block.getHash());
        setParentHash(block.getParentHash());
        setTimestamp(block.getTimestampRaw());
        setTransactions(List.of());
    }

    /** The label of the endpoint that answered. */
    public String endpoint() {
        return endpoint;
    }

    /** The id of the chain that the endpoint serves. */
    public long chainId() {
        return chainId;
    }

    /** The block's number; web3j's {@link #getNumber()} reads its hex anew each time, through an exception. */
    public long number() {
        return id.number();
    }

    /** The block's number and hash. */
    public BlockId id() {
        return id;
    }

    /** When the block was made, by its own timestamp; empty where the node told none that is one. */
    public Optional<Instant> time() {
        return Answers.time(this);
    }

    @Override
    @SuppressWarnings(
            "EqualsHashCode") // identity: an answer is not compared, and web3j's own equals leaves out what we add
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
