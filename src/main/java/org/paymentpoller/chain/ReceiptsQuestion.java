package org.paymentpoller.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.node.JsonRpcHttp;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.Refusals;
import org.paymentpoller.node.RefusedException;
import org.web3j.protocol.core.BatchRequest;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthGetBlockReceipts;
import org.web3j.protocol.core.methods.response.EthGetBlockTransactionCountByHash;
import org.web3j.protocol.core.methods.response.EthGetTransactionReceipt;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;

/**
 * Asks for a block's receipts, which tell whether it holds a log of the watched event where its bloom only says that it may.
 */
final class ReceiptsQuestion {

    private final NodeEndpoint endpoint;
    private final JsonRpcHttp http;

    ReceiptsQuestion(NodeEndpoint endpoint, JsonRpcHttp http) {
        this.endpoint = endpoint;
        this.http = http;
    }

    /**
     * Whether the block holds a log of a contract's event.
     *
     * @param contract lower-case 0x hex, 20 bytes
     * @param topic0 lower-case 0x hex, 32 bytes
     * @throws NodeException when the endpoint does not have all of the block's receipts, or refuses
     */
    boolean holdsEvent(BlockHeader header, String contract, String topic0) throws IOException {
        return BlockReceipts.logs(endpoint.label(), header, receipts(header)).stream()
                .anyMatch(log -> log.address().equals(contract)
                        && log.topics().stream()
                                .findFirst()
                                .filter(topic0::equals)
                                .isPresent());
    }

    private List<TransactionReceipt> receipts(BlockHeader header) throws IOException {
        try {
            List<TransactionReceipt> together = receiptsTogether(header);
            // Some nodes say so that they lack the method; that they have the block is known by its header.
            return together == null ? receiptsOneByOne(header) : together;
        } catch (RefusedException e) {
            // That the method is missing is told in too many ways to wait for one of them.
            if (Refusals.isLater(e.error())) {
                throw e;
            }
            return receiptsOneByOne(header);
        }
    }

    /** By number, as some nodes take no hash here. */
    private @Nullable List<TransactionReceipt> receiptsTogether(BlockHeader header) throws IOException {
        List<String> number = List.of(Numeric.encodeQuantity(BigInteger.valueOf(header.number())));
        return http.send(
                        new Request<>("eth_getBlockReceipts", number, http, EthGetBlockReceipts.class),
                        EthGetBlockReceipts.class)
                .getResult();
    }

    private List<TransactionReceipt> receiptsOneByOne(BlockHeader header) throws IOException {
        List<String> transactions = header.transactionHashes(endpoint.label());
        if (transactions.isEmpty()) {
            requireWithoutTransactions(header);
            return List.of();
        }
        BatchRequest batch = new BatchRequest(http);
        for (String transaction : transactions) {
            batch.add(new Request<>(
                    "eth_getTransactionReceipt", List.of(transaction), http, EthGetTransactionReceipt.class));
        }
        List<TransactionReceipt> receipts = new ArrayList<>();
        for (Response<?> response : batch.send().getResponses()) {
            receipts.add(((EthGetTransactionReceipt) response).getResult());
        }
        return receipts;
    }

    /** web3j reads a malformed list of transactions as an empty one, and here no receipt would contradict it. */
    private void requireWithoutTransactions(BlockHeader header) throws IOException {
        String method = "eth_getBlockTransactionCountByHash";
        EthGetBlockTransactionCountByHash answer = http.send(
                new Request<>(method, List.of(header.hash()), http, EthGetBlockTransactionCountByHash.class),
                EthGetBlockTransactionCountByHash.class);
        long count = Quantity.number(endpoint.label(), "a block's number of transactions", answer.getResult());
        if (count != 0) {
            throw new NodeException(endpoint + " gave block " + header.number() + " without transactions and counts "
                    + count + " in it");
        }
    }
}
