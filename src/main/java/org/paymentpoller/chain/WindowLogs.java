package org.paymentpoller.chain;

import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import org.paymentpoller.ledger.BlockWindow;
import org.web3j.protocol.core.methods.response.EthLog;

/**
 * The logs of a window as one endpoint answered them, checked and in chain order, with what came in the same answer and
 * shows whose they are. camel-web3j hands it to the route as the list that it is.
 */
@SuppressWarnings("rawtypes") // web3j's own element type
public final class WindowLogs extends AbstractList<EthLog.LogResult> implements RandomAccess {

    private final String endpoint;
    private final long chainId;
    private final LogsRequest request;
    private final Optional<BlockId> before;
    private final BlockId end;
    private final Optional<Instant> endTime;
    private final List<BlockHeader> headers;
    private final List<ChainLog> logs;

    /**
     * @param headers of all blocks of a short window, in order; none in a long one
     */
    WindowLogs(
            String endpoint,
            long chainId,
            LogsRequest request,
            Optional<BlockId> before,
            BlockId end,
            Optional<Instant> endTime,
            List<BlockHeader> headers,
            List<ChainLog> logs) {
        this.endpoint = endpoint;
        this.chainId = chainId;
        this.request = request;
        this.before = before;
        this.end = end;
        this.endTime = endTime;
        this.headers = List.copyOf(headers);
        this.logs = List.copyOf(logs);
    }

    /** The label of the endpoint that answered. */
    public String endpoint() {
        return endpoint;
    }

    /** The id of the chain that the endpoint serves. */
    public long chainId() {
        return chainId;
    }

    /** The blocks whose logs these are: those that were asked for, or as many from the first on as the endpoint serves. */
    public BlockWindow window() {
        return request.window();
    }

    /** The contract whose logs were asked for, in lower-case 0x hex. */
    public String contract() {
        return request.contract();
    }

    /** The event whose logs were asked for, in lower-case 0x hex. */
    public String topic0() {
        return request.topic0();
    }

    /** The block before the window; none where the window begins with block 0. */
    public Optional<BlockId> before() {
        return before;
    }

    /** The last block of the window. */
    public BlockId end() {
        return end;
    }

    /** When the last block was made, by its own timestamp; empty where the node told none that is one. */
    public Optional<Instant> endTime() {
        return endTime;
    }

    LogsRequest request() {
        return request;
    }

    List<BlockHeader> headers() {
        return headers;
    }

    List<ChainLog> logs() {
        return logs;
    }

    /** Whether two endpoints tell of the same blocks, as the hash of the last one stands for all before it. */
    boolean isOfTheBlocksOf(WindowLogs other) {
        return window().equals(other.window()) && chainId == other.chainId && end.equals(other.end);
    }

    /** Whether a log came of a block. */
    boolean hasLogOf(long block) {
        return logs.stream().anyMatch(log -> log.blockNumber() == block);
    }

    /** Whether two endpoints tell the same of the window: its last block and all its logs. */
    boolean agreesWith(WindowLogs other) {
        return window().equals(other.window()) && end.equals(other.end) && logs.equals(other.logs);
    }

    @Override
    public EthLog.LogResult get(int index) {
        return logs.get(index);
    }

    @Override
    public int size() {
        return logs.size();
    }
}
