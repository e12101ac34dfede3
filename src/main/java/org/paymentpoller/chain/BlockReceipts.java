package org.paymentpoller.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.paymentpoller.node.NodeException;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/** Reads a block's logs out of its receipts, when these are the receipts of just this block's transactions. */
final class BlockReceipts {

    private BlockReceipts() {}

    /**
     * All logs of the block, of whatever contract.
     *
     * @param who the endpoint that answered, for the message
     * @throws NodeException when a receipt is missing, malformed, or of another block or transaction
     */
    static List<ChainLog> logs(String who, BlockHeader header, List<TransactionReceipt> receipts) throws NodeException {
        List<String> transactions = header.transactionHashes(who);
        if (receipts.size() != transactions.size()) {
            throw new NodeException(who + " gave " + receipts.size() + " receipts of block " + header.number()
                    + ", which has " + transactions.size() + " transactions");
        }
        Set<String> awaited = new HashSet<>(transactions);
        List<ChainLog> logs = new ArrayList<>();
        for (TransactionReceipt receipt : receipts) {
            String transaction = transaction(who, header, receipt);
            if (!awaited.remove(transaction)) {
                throw new NodeException(who + " gave a receipt too many for block " + header.number()
                        + ", of transaction " + transaction);
            }
            logs.addAll(logs(who, header, transaction, receipt.getLogs()));
        }
        return logs;
    }

    private static String transaction(String who, BlockHeader header, TransactionReceipt receipt) throws NodeException {
        if (receipt == null) {
            throw new NodeException(who + " left out a receipt of block " + header.number());
        }
        requireOf(who, header, Quantity.bytes(who, "a receipt's block hash", receipt.getBlockHash(), 32));
        return Quantity.bytes(who, "a receipt's transaction hash", receipt.getTransactionHash(), 32);
    }

    private static List<ChainLog> logs(String who, BlockHeader header, String transaction, List<Log> answered)
            throws NodeException {
        if (answered == null) {
            throw new NodeException(who + " gave a receipt without logs, of transaction " + transaction);
        }
        List<ChainLog> logs = new ArrayList<>(answered.size());
        for (Log one : answered) {
            if (one == null) {
                throw new NodeException(who + " left out a log of transaction " + transaction);
            }
            ChainLog log = ChainLog.read(who, one);
            requireOf(who, header, log.blockHash());
            if (!log.txHash().equals(transaction)) {
                throw new NodeException(who + " gave a log of transaction " + log.txHash()
                        + " in the receipt of transaction " + transaction);
            }
            logs.add(log);
        }
        return logs;
    }

    private static void requireOf(String who, BlockHeader header, String blockHash) throws NodeException {
        if (!blockHash.equals(header.hash())) {
            throw new NodeException(who + " gave two hashes for block " + header.number() + ": " + header.hash()
                    + " and, in its receipts, " + blockHash);
        }
    }
}
