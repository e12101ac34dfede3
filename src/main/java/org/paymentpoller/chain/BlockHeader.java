package org.paymentpoller.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paymentpoller.node.NodeException;
import org.web3j.protocol.core.methods.response.EthBlock;

/**
 * A block's header: number and hashes found to be there and well-formed, the rest as it came until somebody needs it.
 *
 * @param number the block's number
 * @param hash lower-case 0x hex, 32 bytes
 * @param parentHash lower-case 0x hex, 32 bytes
 * @param logsBloom as it was answered, not looked at: chains without blooms leave it out or write something else
 * @param transactions their hashes as they were answered, not looked at: none but a block's receipts are compared with them
 */
record BlockHeader(
        long number, String hash, String parentHash, Optional<String> logsBloom, Optional<List<String>> transactions) {

    BlockHeader {
        transactions = transactions.map(List::copyOf);
    }

    /**
     * Reads what a node answered to eth_getBlockByNumber.
     *
     * @param who the endpoint that answered, for the message
     * @throws NodeException when the number or a hash of a block is missing or not well-formed
     */
    static BlockHeader read(String who, EthBlock.Block block) throws NodeException {
        long number = Quantity.number(who, "a block number", block.getNumberRaw());
        String ofBlock = "block " + number + " a ";
        return new BlockHeader(
                number,
                Quantity.bytes(who, ofBlock + "hash", block.getHash(), 32),
                Quantity.bytes(who, ofBlock + "parent hash", block.getParentHash(), 32),
                Optional.ofNullable(block.getLogsBloom()),
                Optional.ofNullable(block.getTransactions()).map(BlockHeader::hashes));
    }

    /** The block as the chain identifies it. */
    BlockId id() {
        return new BlockId(number, hash);
    }

    /**
     * The hashes of the block's transactions, lower-case 0x hex, 32 bytes each, in block order.
     *
     * @param who the endpoint that answered, for the message
     * @throws NodeException when they are missing or one of them is not well-formed
     */
    List<String> transactionHashes(String who) throws NodeException {
        if (transactions.isEmpty()) {
            throw new NodeException(who + " gave block " + number + " without its transactions");
        }
        List<String> hashes = new ArrayList<>(transactions.get().size());
        for (String hash : transactions.get()) {
            hashes.add(Quantity.bytes(who, "block " + number + " a transaction hash", hash, 32));
        }
        return hashes;
    }

    /** Some nodes answer whole transactions where their hashes were asked for. */
    @SuppressWarnings("rawtypes") // web3j's own element type
    private static List<String> hashes(List<EthBlock.TransactionResult> answered) {
        List<String> hashes = new ArrayList<>(answered.size());
        for (EthBlock.TransactionResult one : answered) {
            Object hash = one instanceof EthBlock.TransactionObject whole ? whole.getHash() : one.get();
            hashes.add(hash == null ? "" : hash.toString());
        }
        return hashes;
    }
}
