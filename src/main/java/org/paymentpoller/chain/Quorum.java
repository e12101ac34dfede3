package org.paymentpoller.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.Deadline;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoint.Purpose;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeException;

/** POLLER_RPC_QUORUM: a window counts only when so many endpoints tell the same of it. */
final class Quorum {

    private final int size;
    private final Endpoints endpoints;
    private final WindowReader reader;

    /**
     * @param size how many endpoints must agree, from 1
     */
    Quorum(int size, Endpoints endpoints, WindowReader reader) {
        this.size = size;
        this.endpoints = endpoints;
        this.reader = reader;
    }

    /** The beginning of a window, no wider than what each of those has served who are asked about it first. */
    BlockWindow narrow(BlockWindow window, Endpoint endpoint) {
        return endpoints.ledBy(endpoint).stream()
                .filter(one -> one == endpoint || !one.isResting())
                .limit(size)
                .map(Endpoint::width)
                .reduce(window, (narrower, width) -> width.narrow(narrower), (one, other) -> other);
    }

    /**
     * Asks others about the same window until enough agree.
     *
     * @return the window; or the beginning of it that another one serves, about which all are to be asked anew
     * @throws NodeException when too few do; the endpoint whose answer it was then rests
     */
    BlockWindow confirm(WindowLogs answer, Deadline deadline) throws IOException {
        Endpoint endpoint = endpoints.named(answer.endpoint());
        int agreed = 1;
        List<String> against = new ArrayList<>();
        List<Endpoint> others = endpoints.others(endpoint);
        int unasked = others.size();
        for (Endpoint other : others) {
            if (agreed >= size) {
                break;
            }
            Deadline part = deadline.part(unasked--);
            try {
                WindowLogs second = reader.read(other, answer.request().elsewhere(), part);
                if (second.window().blocks() < answer.window().blocks()) {
                    return second.window();
                }
                if (second.agreesWith(answer)) {
                    agreed++;
                } else {
                    against.add(other + " tells otherwise");
                }
            } catch (NodeException e) {
                against.add(String.valueOf(e.getMessage()));
            }
        }
        if (agreed < size) {
            NodeException failure = new NodeException(endpoint + " has window " + answer.window() + " as only " + agreed
                    + " of the " + size + " endpoints of POLLER_RPC_QUORUM: " + String.join("; ", against));
            endpoint.failed(Purpose.LOGS, failure);
            throw failure;
        }
        return answer.window();
    }
}
