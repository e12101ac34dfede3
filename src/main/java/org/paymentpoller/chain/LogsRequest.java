package org.paymentpoller.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.NodeException;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.request.Filter;
import org.web3j.utils.Numeric;

/**
 * What a caller of eth_getLogs asks for.
 *
 * @param contract lower-case 0x hex, 20 bytes
 * @param topic0 lower-case 0x hex, 32 bytes
 * @param window the blocks
 * @param head the block of the chain that they were chosen below, or that is their last one; empty where none was told
 */
record LogsRequest(String contract, String topic0, BlockWindow window, Optional<BlockId> head) {

    LogsRequest(String contract, String topic0, BlockWindow window) {
        this(contract, topic0, window, Optional.empty());
    }

    /**
     * Reads eth_getLogs as camel-web3j puts it.
     *
     * @throws NodeException when it does not name one contract, one event and both ends of the range as numbers
     */
    static LogsRequest of(Request<?, ?> request) throws NodeException {
        EthFilter filter = (EthFilter) request.getParams().get(0);
        if (filter.getAddress() == null || filter.getAddress().size() != 1) {
            throw new NodeException("eth_getLogs must name one contract, not " + filter.getAddress());
        }
        if (filter.getTopics().size() != 1 || !(filter.getTopics().get(0) instanceof Filter.SingleTopic topic)) {
            throw new NodeException("eth_getLogs must name one event");
        }
        BlockWindow window = new BlockWindow(bound(filter.getFromBlock()), bound(filter.getToBlock()));
        return new LogsRequest(filter.getAddress().get(0), topic.getValue(), window);
    }

    /** The same of other blocks. */
    LogsRequest of(BlockWindow other) {
        return new LogsRequest(contract, topic0, other, head);
    }

    /** The same of a chain with this head. */
    LogsRequest below(BlockId newHead) {
        return new LogsRequest(contract, topic0, window, Optional.of(newHead));
    }

    /** The same for an endpoint whose head is not known. */
    LogsRequest elsewhere() {
        return new LogsRequest(contract, topic0, window);
    }

    /** As the parameters of eth_getLogs. */
    List<EthFilter> parameters() {
        EthFilter filter = new EthFilter(parameter(window.from()), parameter(window.to()), contract);
        filter.addSingleTopic(topic0);
        return List.of(filter);
    }

    private static DefaultBlockParameter parameter(long block) {
        return DefaultBlockParameter.valueOf(BigInteger.valueOf(block));
    }

    /** A tag here would mean that the range of the window never reached the question. */
    private static long bound(DefaultBlockParameter parameter) throws NodeException {
        String value = parameter.getValue();
        if (!value.startsWith("0x")) {
            throw new NodeException("eth_getLogs must name its range in numbers, not " + value);
        }
        return Numeric.toBigInt(value).longValueExact();
    }
}
