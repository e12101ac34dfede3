package org.paymentpoller.chain;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeClient;
import org.paymentpoller.node.NodeException;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.response.EthBlock;

/** Reads windows of the chain beside the poller, with the same care; for one reading, in one thread. */
public final class ChainReader {

    private final Endpoints endpoints;
    private final SafeHeads heads;
    private final Windows windows;
    private final String contract;
    private final String topic0;
    private final Request<?, EthBlock> headRequest;
    private @Nullable SafeHead head;

    /**
     * @param chain what answers must not contradict where there are several endpoints; the reading's own
     * @param finality which block is the head
     * @param contract lower-case 0x hex, 20 bytes
     * @param topic0 lower-case 0x hex, 32 bytes
     */
    public ChainReader(
            Endpoints endpoints,
            NodeClient client,
            KnownChain chain,
            Finality finality,
            NodeRules rules,
            String contract,
            String topic0) {
        this.endpoints = endpoints;
        this.heads = new SafeHeads(endpoints, client, chain, rules.quorum());
        this.windows = new Windows(endpoints, client, chain, finality, heads, rules);
        this.contract = contract;
        this.topic0 = topic0;
        // Nobody sends this request itself: each endpoint is sent one of its own with the same parameters.
        this.headRequest = new Request<>("eth_getBlockByNumber", List.of(finality.tag(), false), null, EthBlock.class);
    }

    /**
     * The head; where it comes from, the next windows are read.
     *
     * @throws NodeException when no endpoint tells one
     */
    public SafeHead head() throws IOException {
        SafeHead told = heads.ask(headRequest);
        head = told;
        return told;
    }

    /**
     * The logs of a window, or of as many blocks from its beginning as an endpoint serves.
     *
     * @throws NodeException when no endpoint answers, or no answer can be believed
     */
    public WindowLogs logs(BlockWindow window) throws IOException {
        if (head == null) {
            throw new NodeException("The head must be asked before the logs");
        }
        Endpoint leader = endpoints.named(head.endpoint());
        LogsRequest wanted = new LogsRequest(contract, topic0, leader.width().narrow(window));
        return windows.read(wanted.below(head.id()), leader, headRequest);
    }
}
