package org.paymentpoller.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.node.NodeException;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;

/**
 * A log whose every field was found to be there and well-formed.
 *
 * @param blockNumber the block's number
 * @param blockHash lower-case 0x hex, 32 bytes
 * @param txHash lower-case 0x hex, 32 bytes
 * @param logIndex index in the block, from 0
 * @param address lower-case 0x hex, 20 bytes
 * @param topics lower-case 0x hex, 32 bytes each
 * @param data lower-case 0x hex, any number of bytes
 */
record ChainLog(
        long blockNumber,
        String blockHash,
        String txHash,
        long logIndex,
        String address,
        List<String> topics,
        String data)
        implements EthLog.LogResult<ChainLog> {

    private static final String NO_HASH = "0x" + "0".repeat(64);

    /** The neighbour of a first log. Its texts are well-formed, since what equals a neighbour's text is not checked again. */
    static final ChainLog NONE = new ChainLog(0, NO_HASH, NO_HASH, 0, "0x" + "0".repeat(40), List.of(), "0x");

    static final Comparator<ChainLog> CHAIN_ORDER =
            Comparator.comparingLong(ChainLog::blockNumber).thenComparingLong(ChainLog::logIndex);

    @Override
    public ChainLog get() {
        return this;
    }

    /**
     * Reads what a node answered.
     *
     * @param who the endpoint that answered, for the message
     * @throws NodeException when a field is missing or not well-formed
     */
    static ChainLog read(String who, Log log) throws NodeException {
        return read(who, log, NONE);
    }

    /**
     * Reads what a node answered; a text that a neighbour has too is neither checked again nor held twice.
     *
     * @param who the endpoint that answered, for the message
     * @param neighbour the log before it in the answer, or {@link #NONE}
     * @throws NodeException when a field is missing or not well-formed
     */
    static ChainLog read(String who, Log log, ChainLog neighbour) throws NodeException {
        if (log.getTopics() == null) {
            throw new NodeException(who + " gave a log without topics");
        }
        List<String> topics = new ArrayList<>(log.getTopics().size());
        for (String topic : log.getTopics()) {
            String twin = topics.size() < neighbour.topics.size() ? neighbour.topics.get(topics.size()) : NO_HASH;
            topics.add(bytes(who, "a log's topic", topic, 32, twin));
        }
        return new ChainLog(
                Quantity.number(who, "a log's block number", log.getBlockNumberRaw()),
                bytes(who, "a log's block hash", log.getBlockHash(), 32, neighbour.blockHash),
                bytes(who, "a log's transaction hash", log.getTransactionHash(), 32, neighbour.txHash),
                Quantity.number(who, "a log's index", log.getLogIndexRaw()),
                bytes(who, "a log's address", log.getAddress(), 20, neighbour.address),
                List.copyOf(topics),
                Quantity.bytes(who, "a log's data", log.getData(), -1));
    }

    /** Transaction and index are where a log differs from others, and Camel asks a body for its hash at every turn. */
    @Override
    public int hashCode() {
        return 31 * txHash.hashCode() + Long.hashCode(logIndex);
    }

    private static String bytes(String who, String what, @Nullable String hex, int length, String twin)
            throws NodeException {
        if (twin.equals(hex)) {
            return twin;
        }
        String bytes = Quantity.bytes(who, what, hex, length);
        return bytes.equals(twin) ? twin : bytes;
    }
}
