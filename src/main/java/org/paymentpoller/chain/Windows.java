package org.paymentpoller.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.BehindException;
import org.paymentpoller.node.Deadline;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeClient;
import org.paymentpoller.node.NodeException;
import org.web3j.protocol.core.Request;

/**
 * Reads a window's logs where its head came from; where that endpoint fails, everything is asked anew at the next one, its
 * head included, so that all answers of a window come from one endpoint.
 */
final class Windows {

    private final Endpoints endpoints;
    private final NodeClient client;
    private final KnownChain chain;
    private final Finality finality;
    private final SafeHeads heads;
    private final WindowReader reader;
    private final BloomCheck blooms;
    private final Quorum quorum;

    Windows(
            Endpoints endpoints,
            NodeClient client,
            KnownChain chain,
            Finality finality,
            SafeHeads heads,
            NodeRules rules) {
        this.endpoints = endpoints;
        this.client = client;
        this.chain = chain;
        this.finality = finality;
        this.heads = heads;
        this.reader = new WindowReader(endpoints, client);
        this.blooms = new BloomCheck(endpoints, client, reader, rules);
        this.quorum = new Quorum(rules.quorum(), endpoints, reader);
    }

    /**
     * The window, or as many blocks from its beginning as an endpoint serves.
     *
     * @param wanted with its head
     * @param leader the endpoint of that head
     * @param headRequest how that head was asked for
     */
    WindowLogs read(LogsRequest wanted, Endpoint leader, Request<?, ?> headRequest) throws IOException {
        Deadline deadline = Deadline.in(client.limits().logsBudget());
        List<Endpoint> others = endpoints.others(leader);
        List<NodeException> failures = new ArrayList<>();
        WindowLogs contradicting = null;
        for (Endpoint endpoint : endpoints.ledBy(leader)) {
            int left = 1 + others.size() - failures.size();
            try {
                LogsRequest within = endpoint == leader ? wanted : withinHead(wanted, endpoint, headRequest);
                WindowLogs logs = agreedOn(endpoint, within, left, deadline);
                if (others.isEmpty() || !chain.contradicts(logs)) {
                    return logs;
                }
                contradicting = first(contradicting, logs);
            } catch (NodeException e) {
                endpoints.sayPassedOver(endpoint, e);
                failures.add(e);
            }
        }
        if (contradicting != null) {
            return contradicting;
        }
        throw NodeException.joined(failures);
    }

    /**
     * As many blocks from the first on as all those serve who must agree on them.
     *
     * @param left how many endpoints share the time, this one included
     */
    private WindowLogs agreedOn(Endpoint endpoint, LogsRequest wanted, int left, Deadline deadline) throws IOException {
        Deadline share = deadline.part(left);
        LogsRequest narrowed = wanted.of(quorum.narrow(wanted.window(), endpoint));
        WindowLogs logs = blooms.settle(reader.read(endpoint, narrowed, share), share);
        BlockWindow common = quorum.confirm(logs, deadline);
        return common.equals(logs.window()) ? logs : agreedOn(endpoint, wanted.of(common), left, deadline);
    }

    private static WindowLogs first(@Nullable WindowLogs earlier, WindowLogs later) {
        return earlier == null ? later : earlier;
    }

    private LogsRequest withinHead(LogsRequest wanted, Endpoint endpoint, Request<?, ?> headRequest)
            throws IOException {
        SafeHead head = endpoint.ask(Endpoint.Purpose.HEAD, one -> heads.at(one, headRequest));
        long safe = Math.min(wanted.window().to(), finality.safeHead(head.number()));
        if (safe < wanted.window().from()) {
            throw new BehindException(
                    endpoint + " has no safe block " + wanted.window().from() + " yet");
        }
        return wanted.of(new BlockWindow(wanted.window().from(), safe)).below(head.id());
    }
}
