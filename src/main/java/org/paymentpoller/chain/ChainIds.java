package org.paymentpoller.chain;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paymentpoller.node.Deadline;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoint.Purpose;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.JsonRpcHttp;
import org.paymentpoller.node.NodeClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.response.EthChainId;

/** Which chain each endpoint serves. */
public final class ChainIds {

    private static final Logger LOG = LoggerFactory.getLogger(ChainIds.class);

    private final Endpoints endpoints;
    private final NodeClient client;

    public ChainIds(Endpoints endpoints, NodeClient client) {
        this.endpoints = endpoints;
        this.client = client;
    }

    /** The id of the chain by the label of the endpoint; one that does not tell is waited for by the polls and left out. */
    public Map<String, Long> ask() {
        Duration share = client.limits().headBudget().dividedBy(endpoints.all().size());
        Map<String, Long> told = new LinkedHashMap<>();
        for (Endpoint endpoint : endpoints.all()) {
            try {
                told.put(endpoint.label(), endpoint.ask(Purpose.OTHER, one -> ask(one, Deadline.in(share))));
            } catch (IOException e) {
                LOG.warn("{} does not tell its chain yet and is waited for: {}", endpoint, e.getMessage());
            }
        }
        return told;
    }

    private long ask(Endpoint endpoint, Deadline deadline) throws IOException {
        JsonRpcHttp http = client.to(endpoint, deadline);
        Request<?, EthChainId> request = new Request<>("eth_chainId", List.of(), http, EthChainId.class);
        return Answers.chainId(endpoint.address(), http.send(request, EthChainId.class));
    }
}
