package org.paymentpoller.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paymentpoller.node.NodeException;
import org.web3j.protocol.core.methods.response.EthBlock;

/**
 * A block's header with the hashes of its transactions, every field but the bloom found to be there and well-formed.
 *
 * @param number the block's number
 * @param hash lower-case 0x hex, 32 bytes
 * @param parentHash lower-case 0x hex, 32 bytes
 * @param logsBloom as it was answered, not looked at: chains without blooms leave it out or write something else
 * @param transactionHashes lower-case 0x hex, 32 bytes each, in block order
 */
record BlockHeader(
        long number, String hash, String parentHash, Optional<String> logsBloom, List<String> transactionHashes) {

    BlockHeader {
        transactionHashes = List.copyOf(transactionHashes);
    }

    /**
     * Reads what a node answered to eth_getBlockByNumber for a block with the hashes of its transactions.
     *
     * @param who the endpoint that answered, for the message
     * @throws NodeException when a field is missing or not well-formed
     */
    static BlockHeader read(String who, EthBlock.Block block) throws NodeException {
        long number = Quantity.number(who, "a block number", block.getNumberRaw());
        String ofBlock = "block " + number + " a ";
        return new BlockHeader(
                number,
                Quantity.bytes(who, ofBlock + "hash", block.getHash(), 32),
                Quantity.bytes(who, ofBlock + "parent hash", block.getParentHash(), 32),
                Optional.ofNullable(block.getLogsBloom()),
                transactionHashes(who, number, block.getTransactions()));
    }

    /** The block as the chain identifies it. */
    BlockId id() {
        return new BlockId(number, hash);
    }

    @SuppressWarnings("rawtypes") // web3j's own element type
    private static List<String> transactionHashes(String who, long number, List<EthBlock.TransactionResult> results)
            throws NodeException {
        if (results == null) {
            throw new NodeException(who + " gave block " + number + " without its transactions");
        }
        List<String> hashes = new ArrayList<>(results.size());
        for (EthBlock.TransactionResult result : results) {
            if (!(result instanceof EthBlock.TransactionHash hash)) {
                throw new NodeException(who + " gave block " + number + " a transaction that is no hash");
            }
            hashes.add(Quantity.bytes(who, "block " + number + " a transaction hash", hash.get(), 32));
        }
        return hashes;
    }
}
