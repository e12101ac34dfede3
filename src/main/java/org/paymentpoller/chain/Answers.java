package org.paymentpoller.chain;

import java.time.Instant;
import java.util.Optional;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeException;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthChainId;

/** Reads the parts of a batch's answer that more than one question shares. */
final class Answers {

    private static final long LAST_SECOND = Instant.MAX.getEpochSecond();

    private Answers() {}

    /** The chain's id. */
    static long chainId(NodeEndpoint endpoint, Response<?> response) throws NodeException {
        EthChainId answer = (EthChainId) response;
        return Quantity.number(endpoint.label(), "a chain id", answer.getResult());
    }

    /** A block's timestamp, which nothing depends on: one that is missing or not well-formed is none. */
    static Optional<Instant> time(EthBlock.Block block) {
        try {
            long seconds = Quantity.number("the node", "a timestamp", block.getTimestampRaw());
            return seconds > LAST_SECOND ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
        } catch (NodeException e) {
            return Optional.empty();
        }
    }

    /** Number and hash of a block, checked for their form. */
    static BlockId block(NodeEndpoint endpoint, EthBlock.Block block) throws NodeException {
        return new BlockId(
                Quantity.number(endpoint.label(), "a block number", block.getNumberRaw()),
                Quantity.bytes(endpoint.label(), "a block hash", block.getHash(), 32));
    }
}
