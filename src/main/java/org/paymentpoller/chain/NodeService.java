package org.paymentpoller.chain;

import io.reactivex.Flowable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.node.Deadline;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoint.Purpose;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.JsonRpcHttp;
import org.paymentpoller.node.NodeClient;
import org.paymentpoller.node.NodeException;
import org.web3j.protocol.Web3jService;
import org.web3j.protocol.core.BatchRequest;
import org.web3j.protocol.core.BatchResponse;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.websocket.events.Notification;

/**
 * What stands behind the Web3j bean that the routes name: it asks the endpoints in their order and gives every caller the
 * same checks. A window's logs are asked where its safe head came from.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // the raw types are Web3jService's own
public final class NodeService implements Web3jService {

    /** The last head, and how it was asked for. */
    private record Told(Endpoint endpoint, Request<?, ?> request, BlockId head) {}

    private final Endpoints endpoints;
    private final NodeClient client;
    private final SafeHeads heads;
    private final Windows windows;
    private volatile @Nullable Told told;

    /**
     * @param chain what answers must not contradict where there are several endpoints
     * @param finality how far below a head blocks are safe
     */
    public NodeService(Endpoints endpoints, NodeClient client, KnownChain chain, Finality finality, NodeRules rules) {
        this.endpoints = endpoints;
        this.client = client;
        this.heads = new SafeHeads(endpoints, client, chain, rules.quorum());
        this.windows = new Windows(endpoints, client, chain, finality, heads, rules);
    }

    @Override
    public <T extends Response> T send(Request request, Class<T> responseType) throws IOException {
        return switch (request.getMethod()) {
            case "eth_getBlockByNumber" ->
                isTagged(request) ? (T) safeHead(request) : atAnswering(request, responseType);
            case "eth_getLogs" -> (T) windowLogs(request);
            default -> atAnswering(request, responseType);
        };
    }

    private static boolean isTagged(Request<?, ?> request) {
        String block = String.valueOf(request.getParams().get(0));
        for (DefaultBlockParameterName tag : DefaultBlockParameterName.values()) {
            if (tag.getValue().equals(block)) {
                return true;
            }
        }
        return false;
    }

    private EthBlock safeHead(Request<?, ?> request) throws IOException {
        SafeHead head = heads.ask(request);
        told = new Told(endpoints.named(head.endpoint()), request, head.id());
        EthBlock answer = new EthBlock();
        answer.setResult(head);
        return answer;
    }

    private EthLog windowLogs(Request<?, ?> request) throws IOException {
        Told head = told;
        if (head == null) {
            throw new NodeException("The head must be asked before the logs");
        }
        EthLog answer = new EthLog();
        LogsRequest wanted = LogsRequest.of(request).below(head.head());
        answer.setResult((List) windows.read(wanted, head.endpoint(), head.request()));
        return answer;
    }

    /** The endpoint that told the last head, else the preferred one. */
    private Endpoint answered() {
        Told head = told;
        return head == null ? endpoints.all().get(0) : head.endpoint();
    }

    private <T extends Response> T atAnswering(Request request, Class<T> responseType) throws IOException {
        return answered().ask(Purpose.OTHER, endpoint -> http(endpoint).send(request, responseType));
    }

    private JsonRpcHttp http(Endpoint endpoint) {
        return client.to(endpoint, Deadline.in(client.limits().headBudget()));
    }

    @Override
    public <T extends Response> CompletableFuture<T> sendAsync(Request request, Class<T> responseType) {
        throw new UnsupportedOperationException("The routes ask one question after another");
    }

    @Override
    public BatchResponse sendBatch(BatchRequest batch) throws IOException {
        return answered().ask(Purpose.OTHER, endpoint -> http(endpoint).sendBatch(batch));
    }

    @Override
    public CompletableFuture<BatchResponse> sendBatchAsync(BatchRequest batch) {
        throw new UnsupportedOperationException("The routes ask one question after another");
    }

    @Override
    public <T extends Notification<?>> Flowable<T> subscribe(
            Request request, String unsubscribeMethod, Class<T> responseType) {
        throw new UnsupportedOperationException("HTTP endpoints have no subscriptions");
    }

    @Override
    public void close() {
        client.close();
    }
}
