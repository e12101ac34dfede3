package org.paymentpoller.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.paymentpoller.node.NodeException;

/** Whether an answer's logs are what was asked: one that fails a check makes the whole answer unbelievable. */
final class LogChecks {

    private final LogsRequest asked;

    LogChecks(LogsRequest asked) {
        this.asked = asked;
    }

    /**
     * The answer's logs in chain order, repeated ones left out.
     *
     * @param who the endpoint that answered, for the message
     * @param end the window's last block, as the same endpoint told it
     * @param headers of the window's blocks, as far as the same endpoint told them
     * @param logs as they were answered
     * @throws NodeException when a log was not asked for, or contradicts another one or a block
     */
    List<ChainLog> checked(String who, BlockId end, List<BlockHeader> headers, List<ChainLog> logs)
            throws NodeException {
        Map<Long, String> hashes = new HashMap<>();
        Map<String, Long> blocks = new HashMap<>();
        headers.forEach(header -> hashes.put(header.number(), header.hash()));
        hashes.put(end.number(), end.hash());
        for (ChainLog log : logs) {
            requireAsked(who, log);
            String blockHash = hashes.putIfAbsent(log.blockNumber(), log.blockHash());
            if (blockHash != null && !blockHash.equals(log.blockHash())) {
                throw new NodeException(who + " gave two hashes for block " + log.blockNumber() + ": " + blockHash
                        + " and " + log.blockHash());
            }
            Long block = blocks.putIfAbsent(log.txHash(), log.blockNumber());
            if (block != null && block != log.blockNumber()) {
                throw new NodeException(who + " gave transaction " + log.txHash() + " in two blocks: " + block + " and "
                        + log.blockNumber());
            }
        }
        return inOrder(who, logs);
    }

    private static List<ChainLog> inOrder(String who, List<ChainLog> logs) throws NodeException {
        List<ChainLog> sorted = new ArrayList<>(logs);
        sorted.sort(ChainLog.CHAIN_ORDER);
        List<ChainLog> ordered = new ArrayList<>(sorted.size());
        ChainLog previous = null;
        for (ChainLog log : sorted) {
            if (previous == null || ChainLog.CHAIN_ORDER.compare(previous, log) != 0) {
                ordered.add(log);
            } else if (!previous.equals(log)) {
                throw new NodeException(
                        who + " gave two different logs at index " + log.logIndex() + " of block " + log.blockNumber());
            }
            previous = log;
        }
        return ordered;
    }

    private void requireAsked(String who, ChainLog log) throws NodeException {
        if (!asked.window().contains(log.blockNumber())) {
            throw new NodeException(
                    who + " gave a log of block " + log.blockNumber() + " when asked for " + asked.window());
        }
        if (!log.address().equals(asked.contract())) {
            throw new NodeException(
                    who + " gave a log of contract " + log.address() + " when asked for " + asked.contract());
        }
        if (log.topics().isEmpty() || !log.topics().get(0).equals(asked.topic0())) {
            throw new NodeException(who + " gave a log of another event in block " + log.blockNumber());
        }
    }
}
