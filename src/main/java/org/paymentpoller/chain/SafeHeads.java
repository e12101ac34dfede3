package org.paymentpoller.chain;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.paymentpoller.node.Deadline;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoint.Purpose;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeClient;
import org.paymentpoller.node.NodeException;
import org.web3j.protocol.core.Request;

/**
 * Asks the endpoints for the head in their order; one that lags behind the cursor, is of another branch or stands still is
 * passed over for another.
 */
final class SafeHeads {

    private static final Comparator<SafeHead> BY_NUMBER = Comparator.comparingLong(SafeHead::number);

    private final Endpoints endpoints;
    private final NodeClient client;
    private final KnownChain chain;
    private final int quorum;
    private final Standstill standstill;

    /**
     * @param quorum how many endpoints must have the head, from 1
     */
    SafeHeads(Endpoints endpoints, NodeClient client, KnownChain chain, int quorum) {
        this(endpoints, client, chain, quorum, new Standstill(System::nanoTime));
    }

    SafeHeads(Endpoints endpoints, NodeClient client, KnownChain chain, int quorum, Standstill standstill) {
        this.endpoints = endpoints;
        this.client = client;
        this.chain = chain;
        this.quorum = quorum;
        this.standstill = standstill;
    }

    /**
     * The lowest head of as many endpoints as must agree, so that all of them have it.
     *
     * @param request eth_getBlockByNumber with a block tag
     */
    SafeHead ask(Request<?, ?> request) throws IOException {
        boolean standing = standstill.isLong();
        List<SafeHead> heads = endpoints.askUntil(
                quorum,
                Purpose.HEAD,
                head -> chain.isAbove(head)
                        || chain.contradicts(head)
                        || (standing && !standstill.isEndedBy(head.number())),
                // A head that was too high once makes all later ones look as if they stood still.
                BY_NUMBER,
                one -> at(one, request));
        SafeHead lowest = heads.stream().min(BY_NUMBER).orElseThrow();
        standstill.told(lowest.number());
        return lowest;
    }

    /**
     * The head as one endpoint tells it.
     *
     * @throws WrongChainException when it is of another chain while another endpoint may be asked
     * @throws NodeException when it does not answer as it should
     */
    SafeHead at(Endpoint endpoint, Request<?, ?> request) throws IOException {
        int several = endpoints.all().size();
        Duration share = client.limits().headBudget().dividedBy(several);
        SafeHead head = new SafeHeadQuestion(endpoint.address(), client.to(endpoint, Deadline.in(share))).ask(request);
        if (several > 1) {
            chain.require(head.endpoint(), head.chainId());
        }
        return head;
    }
}
