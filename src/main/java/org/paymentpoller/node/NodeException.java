package org.paymentpoller.node;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a node did not do as asked, in one clean line that names the endpoint and never its URL. It has no cause, whose text
 * would carry the URL into a log that shows failures whole.
 */
public class NodeException extends IOException {

    public NodeException(String message) {
        super(message);
    }

    /**
     * What several endpoints failed at, as one.
     *
     * @param failures at least one; it is the exception itself where it is the only one
     */
    public static NodeException joined(List<? extends NodeException> failures) {
        if (failures.size() == 1) {
            return failures.get(0);
        }
        NodeException all = new NodeException(
                failures.stream().map(NodeException::getMessage).collect(Collectors.joining("; ")));
        failures.forEach(all::addSuppressed);
        return all;
    }
}
