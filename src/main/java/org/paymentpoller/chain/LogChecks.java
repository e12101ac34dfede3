package org.paymentpoller.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paymentpoller.node.NodeException;
import org.web3j.protocol.core.methods.response.Log;

/** Whether an answer's logs are what was asked: one that fails a check makes the whole answer unbelievable. */
final class LogChecks {

    private final LogsRequest asked;

    LogChecks(LogsRequest asked) {
        this.asked = asked;
    }

    /**
     * The answer's logs in chain order, removed and repeated ones left out.
     *
     * @param who the endpoint that answered, for the message
     * @param end the window's last block, as the same endpoint told it
     * @param headers of the window's blocks, as far as the same endpoint told them
     * @throws NodeException when a log is malformed, was not asked for, or contradicts another one or a block
     */
    List<ChainLog> checked(String who, BlockId end, List<BlockHeader> headers, List<? extends Log> logs)
            throws NodeException {
        Map<List<Long>, ChainLog> byPlace = new LinkedHashMap<>();
        Map<Long, String> hashes = new HashMap<>();
        Map<String, Long> blocks = new HashMap<>();
        headers.forEach(header -> hashes.put(header.number(), header.hash()));
        hashes.put(end.number(), end.hash());
        for (Log raw : logs) {
            if (raw == null) {
                throw new NodeException(who + " answered eth_getLogs with something that is no log");
            }
            if (raw.isRemoved()) {
                continue;
            }
            ChainLog log = ChainLog.read(who, raw);
            requireAsked(who, log);
            String blockHash = hashes.putIfAbsent(log.blockNumber(), log.blockHash());
            if (blockHash != null && !blockHash.equals(log.blockHash())) {
                throw new NodeException(who + " gave two hashes for block " + log.blockNumber() + ": " + blockHash
                        + " and " + log.blockHash());
            }
            long block = blocks.merge(log.txHash(), log.blockNumber(), (one, other) -> one);
            if (block != log.blockNumber()) {
                throw new NodeException(who + " gave transaction " + log.txHash() + " in two blocks: " + block + " and "
                        + log.blockNumber());
            }
            ChainLog there = byPlace.putIfAbsent(List.of(log.blockNumber(), log.logIndex()), log);
            if (there != null && !there.equals(log)) {
                throw new NodeException(
                        who + " gave two different logs at index " + log.logIndex() + " of block " + log.blockNumber());
            }
        }
        List<ChainLog> ordered = new ArrayList<>(byPlace.values());
        ordered.sort(ChainLog.CHAIN_ORDER);
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
