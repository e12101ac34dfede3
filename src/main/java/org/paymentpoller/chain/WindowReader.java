package org.paymentpoller.chain;

import java.io.IOException;
import org.paymentpoller.node.Deadline;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoint.Purpose;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeClient;

/** Reads a window at one endpoint, in as many attempts as make sense. */
final class WindowReader {

    private final Endpoints endpoints;
    private final NodeClient client;

    WindowReader(Endpoints endpoints, NodeClient client) {
        this.endpoints = endpoints;
        this.client = client;
    }

    /** The window, or as many blocks from its beginning as the endpoint serves. */
    WindowLogs read(Endpoint endpoint, LogsRequest wanted, Deadline deadline) throws IOException {
        return endpoint.ask(Purpose.LOGS, asked -> new WindowAttempts(asked, wanted.window(), isAlone(asked), deadline)
                .make(window ->
                        new WindowLogsQuestion(asked.address(), client.to(asked, deadline)).ask(wanted.of(window))));
    }

    private boolean isAlone(Endpoint endpoint) {
        return endpoints.others(endpoint).stream().allMatch(Endpoint::isResting);
    }
}
