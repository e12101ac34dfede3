package org.paymentpoller.chain;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.RefusedException;
import org.paymentpoller.node.RpcError;
import org.web3j.protocol.core.methods.response.EthBlock;

/** An imagined chain: its blocks, its logs, and what endpoint 1 answers about them. */
public final class TestChain {

    public static final long CHAIN_ID = 31337;
    public static final String ENDPOINT = "endpoint 1";
    public static final String CONTRACT = "0x" + "c0".repeat(20);
    public static final String ACCOUNT = "0x" + "ac".repeat(20);
    public static final String DIGEST = "0x" + "d1".repeat(32);

    private static final JsonMapper JSON = new JsonMapper();

    private TestChain() {}

    /** The hash of a block. */
    public static String blockHash(long number) {
        return word(BigInteger.valueOf(0xb10c_0000_0000L + number));
    }

    /** The hash of a transaction. */
    public static String txHash(long number) {
        return word(BigInteger.valueOf(0x7a00_0000_0000L + number));
    }

    /** A block's number and hash. */
    public static BlockId block(long number) {
        return new BlockId(number, blockHash(number));
    }

    /** The head as endpoint 1 tells it. */
    public static SafeHead head(long number) {
        return head(number, CHAIN_ID);
    }

    /** The head as endpoint 1 tells it, of another chain. */
    public static SafeHead head(long number, long chainId) {
        EthBlock.Block block = new EthBlock.Block();
        block.setNumber("0x" + Long.toHexString(number));
        block.setHash(blockHash(number));
        return new SafeHead(ENDPOINT, chainId, block(number), block);
    }

    /** A head of that number whose hash is another block's, as of another branch. */
    public static SafeHead head(long number, BlockId other) {
        EthBlock.Block block = new EthBlock.Block();
        block.setNumber("0x" + Long.toHexString(number));
        block.setHash(other.hash());
        return new SafeHead(ENDPOINT, CHAIN_ID, new BlockId(number, other.hash()), block);
    }

    /** The header of a block that holds neither logs nor transactions. */
    static BlockHeader header(long number) {
        return header(number, "0x" + "00".repeat(256));
    }

    /** The header of a block with a bloom and transactions of one's own. */
    static BlockHeader header(long number, String logsBloom, String... transactionHashes) {
        return new BlockHeader(
                number,
                blockHash(number),
                blockHash(number - 1),
                Optional.of(logsBloom),
                Optional.of(List.of(transactionHashes)));
    }

    /** The answer for a window. */
    public static WindowLogs answer(BlockWindow window, LogDraft... logs) {
        return answer(CHAIN_ID, window, logs);
    }

    /** The answer for a window, of another chain. */
    public static WindowLogs answer(long chainId, BlockWindow window, LogDraft... logs) {
        LogsRequest asked = new LogsRequest(CONTRACT, BurnEvent.TOPIC0, window);
        List<ChainLog> checked;
        try {
            checked = new LogChecks(asked).checked(ENDPOINT, block(window.to()), List.of(), answered(logs));
        } catch (NodeException e) {
            throw new IllegalArgumentException(e);
        }
        Optional<BlockId> before = window.from() > 0 ? Optional.of(block(window.from() - 1)) : Optional.empty();
        return new WindowLogs(
                ENDPOINT, chainId, asked, before, block(window.to()), Optional.empty(), List.of(), checked);
    }

    /** The logs as they are read from a node's answer. */
    static List<ChainLog> answered(LogDraft... logs) throws NodeException {
        try {
            return answered(JSON.writeValueAsString(
                    Stream.of(logs).map(LogDraft::asAnswered).toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The logs as they are read from a result in JSON. */
    static List<ChainLog> answered(String json) throws NodeException {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            return new LogsReader(ENDPOINT).read(parser);
        } catch (NodeException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A burn of 1, to be changed at will. */
    public static LogDraft burn(long blockNumber, long logIndex, long txNumber) {
        return new LogDraft(blockNumber, logIndex, txNumber);
    }

    /** A number as 32 bytes of 0x hex. */
    public static String word(BigInteger number) {
        return "0x" + String.format("%064x", number);
    }

    /** The data of a burn. */
    public static String data(BigInteger amount, BigInteger timestamp) {
        return word(amount) + word(timestamp).substring(2);
    }

    /** The fields of a log as a node writes them. */
    public static final class LogDraft {

        public boolean removed;
        public String logIndex;
        public String txHash;
        public String blockHash;
        public String blockNumber;
        public String address = CONTRACT;
        public String data = data(BigInteger.ONE, BigInteger.valueOf(1_700_000_000L));
        public List<String> topics = List.of(BurnEvent.TOPIC0, "0x" + "0".repeat(24) + ACCOUNT.substring(2), DIGEST);

        private LogDraft(long blockNumber, long logIndex, long txNumber) {
            this.blockNumber = "0x" + Long.toHexString(blockNumber);
            this.logIndex = "0x" + Long.toHexString(logIndex);
            this.txHash = txHash(txNumber);
            this.blockHash = blockHash(blockNumber);
        }

        /** The same with another amount. */
        public LogDraft amount(BigInteger amount) {
            data = data(amount, BigInteger.valueOf(1_700_000_000L));
            return this;
        }

        /** As it stands in an answer; null where the node leaves a field out. */
        Map<String, @Nullable Object> asAnswered() {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("removed", removed);
            fields.put("logIndex", logIndex);
            fields.put("transactionHash", txHash);
            fields.put("blockHash", blockHash);
            fields.put("blockNumber", blockNumber);
            fields.put("address", address);
            fields.put("data", data);
            fields.put("topics", topics);
            return fields;
        }

        ChainLog checked() throws NodeException {
            return answered(this).get(0);
        }
    }

    /** An endpoint's refusal of eth_getLogs in these words. */
    static RefusedException refused(String words) {
        return new RefusedException(
                "endpoint 1 answered eth_getLogs with error -32000: " + words,
                "eth_getLogs",
                RpcError.ofAnswer(JsonNodeFactory.instance
                        .objectNode()
                        .put("code", -32000)
                        .put("message", words)));
    }
}
