package org.paymentpoller.chain;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.paymentpoller.node.JsonRpcHttp;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.Refusal;
import org.paymentpoller.node.Refusals;
import org.paymentpoller.node.RefusedException;
import org.web3j.protocol.core.BatchRequest;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthChainId;

/** Asks for the head and for the chain's id in one batch, so that no head of another chain is ever believed. */
final class SafeHeadQuestion {

    private final NodeEndpoint endpoint;
    private final JsonRpcHttp http;

    SafeHeadQuestion(NodeEndpoint endpoint, JsonRpcHttp http) {
        this.endpoint = endpoint;
        this.http = http;
    }

    /**
     * The tagged block.
     *
     * @param headRequest eth_getBlockByNumber with a block tag
     * @throws NodeException when the endpoint does not have such a block or does not know the tag
     */
    SafeHead ask(Request<?, ?> headRequest) throws IOException {
        Request<?, EthChainId> chainIdRequest = new Request<>("eth_chainId", List.of(), http, EthChainId.class);
        Request<?, EthBlock> blockRequest =
                new Request<>("eth_getBlockByNumber", headRequest.getParams(), http, EthBlock.class);
        String tag = String.valueOf(headRequest.getParams().get(0));
        List<? extends Response<?>> responses = ask(chainIdRequest, blockRequest, tag);
        long chainId = Answers.chainId(endpoint, responses.get(0));
        EthBlock answer = (EthBlock) responses.get(1);
        if (answer.getBlock() == null) {
            throw new NodeException(endpoint + " has no " + tag + " block" + wayOut(tag));
        }
        BlockId id = Answers.block(endpoint, answer.getBlock());
        return new SafeHead(endpoint.label(), chainId, id, answer.getBlock());
    }

    private List<? extends Response<?>> ask(Request<?, EthChainId> chainId, Request<?, EthBlock> block, String tag)
            throws IOException {
        try {
            return new BatchRequest(http).add(chainId).add(block).send().getResponses();
        } catch (RefusedException e) {
            boolean aboutTag = e.method().equals(block.getMethod()) && !isBusy(e);
            throw aboutTag ? new RefusedException(e.getMessage() + wayOut(tag), e.method(), e.error()) : e;
        }
    }

    private static boolean isBusy(RefusedException refused) {
        return Refusals.isExplained(refused.error())
                && Refusals.read(refused.error(), Optional.empty()) instanceof Refusal.Wait;
    }

    private static String wayOut(String tag) {
        return tag.equals("latest")
                ? ""
                : "; where the node does not know " + tag
                        + ", set POLLER_FINALITY to latest or to a number of confirmations";
    }
}
