package org.paymentpoller.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.paymentpoller.node.BehindException;
import org.paymentpoller.node.JsonRpcHttp;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.StreamedRequest;
import org.web3j.protocol.core.BatchRequest;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthChainId;
import org.web3j.utils.Numeric;

/**
 * Asks for a window's logs in one batch with the chain's id, the block before the window, its end block and, in a short
 * window, every header: a node that does not have the end block answers {@code []}, which must not count as a window without
 * burns. The block behind the end block, where the head is above it, shows that the end block's hash is the chain's: the cursor
 * keeps that hash, and a false one would halt the watch for good.
 */
final class WindowLogsQuestion {

    /** The live tail: here every header is asked for, so that the parents link and the blooms can be compared. */
    static final long SHORT_WINDOW = 64;

    private final NodeEndpoint endpoint;
    private final JsonRpcHttp http;

    WindowLogsQuestion(NodeEndpoint endpoint, JsonRpcHttp http) {
        this.endpoint = endpoint;
        this.http = http;
    }

    /**
     * The window's logs with the blocks around them.
     *
     * @throws BehindException when the endpoint does not have one of the blocks
     * @throws NodeException when it refuses, or when its answer contradicts the question or itself
     */
    WindowLogs ask(LogsRequest asked) throws IOException {
        long from = asked.window().from();
        long to = asked.window().to();
        boolean isShort = asked.window().blocks() <= SHORT_WINDOW;
        BatchRequest batch = new BatchRequest(http)
                .add(new Request<>("eth_chainId", List.of(), http, EthChainId.class))
                .add(block(to))
                .add(new StreamedRequest<>("eth_getLogs", asked.parameters(), http, new LogsReader(endpoint.label())));
        if (from > 0) {
            batch.add(block(from - 1));
        }
        for (long number = from; isShort && number < to; number++) {
            batch.add(block(number));
        }
        Optional<BlockId> above = asked.head().filter(head -> head.number() > to);
        above.ifPresent(head -> batch.add(block(to + 1)));
        Iterator<? extends Response<?>> answers = batch.send().getResponses().iterator();
        long chainId = Answers.chainId(endpoint, answers.next());
        EthBlock.Block last = blockOf(answers.next(), to);
        @SuppressWarnings("unchecked") // what the LogsReader read
        List<ChainLog> logs = (List<ChainLog>) answers.next().getResult();
        BlockId end = Answers.block(endpoint, last);
        Optional<BlockId> before =
                from > 0 ? Optional.of(Answers.block(endpoint, blockOf(answers.next(), from - 1))) : Optional.empty();
        List<BlockHeader> headers = new ArrayList<>();
        for (long number = from; isShort && number < to; number++) {
            headers.add(BlockHeader.read(endpoint.label(), blockOf(answers.next(), number)));
        }
        if (above.isPresent()) {
            requireChild(end, answers.next());
        }
        requireHead(asked.head(), end);
        if (logs == null) {
            throw new NodeException(endpoint + " answered eth_getLogs with null");
        }
        if (isShort) {
            headers.add(BlockHeader.read(endpoint.label(), last));
            HeaderChain.requireLinked(endpoint.label(), before, headers, end);
        }
        if (http.askedApart()) {
            requireStill(end);
        }
        List<ChainLog> checked = new LogChecks(asked).checked(endpoint.label(), end, headers, logs);
        return new WindowLogs(endpoint.label(), chainId, asked, before, end, Answers.time(last), headers, checked);
    }

    /** One backend of several may not have it yet. */
    private void requireChild(BlockId end, Response<?> answer) throws NodeException {
        EthBlock.Block child = ((EthBlock) answer).getBlock();
        if (child != null) {
            HeaderChain.requireNext(endpoint.label(), Optional.of(end), BlockHeader.read(endpoint.label(), child));
        }
    }

    private void requireHead(Optional<BlockId> head, BlockId end) throws NodeException {
        if (head.filter(told -> told.number() == end.number() && !told.equals(end))
                .isPresent()) {
            throw new NodeException(endpoint + " has block " + end.number() + " as " + end.hash()
                    + ", but the head was told as " + head.get().hash());
        }
    }

    /** Between separate requests the chain may have moved, so that the logs, asked behind the end block, are another branch's. */
    private void requireStill(BlockId end) throws IOException {
        BlockId now = Answers.block(endpoint, blockOf(http.send(block(end.number()), EthBlock.class), end.number()));
        if (!now.equals(end)) {
            throw new NodeException(endpoint + " changed block " + end.number() + " while the window was read");
        }
    }

    private Request<?, EthBlock> block(long number) {
        return new Request<>(
                "eth_getBlockByNumber",
                List.of(Numeric.encodeQuantity(BigInteger.valueOf(number)), false),
                http,
                EthBlock.class);
    }

    private EthBlock.Block blockOf(Response<?> response, long number) throws NodeException {
        EthBlock.Block block = ((EthBlock) response).getBlock();
        if (block == null) {
            throw new BehindException(endpoint + " does not have block " + number + " yet");
        }
        BlockId id = Answers.block(endpoint, block);
        if (id.number() != number) {
            throw new NodeException(endpoint + " was asked for block " + number + " and answered block " + id.number());
        }
        return block;
    }
}
