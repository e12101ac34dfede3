package org.paymentpoller.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * An answer under HTTP 200, or one of those that a batch's answer holds.
 *
 * @param json missing where there was nothing
 * @param retryAfter how long the endpoint wants to be left alone by the header that came with it
 */
record NodeAnswer(JsonNode json, Optional<Duration> retryAfter) {

    /** The answers of a batch. */
    List<NodeAnswer> parts() {
        return StreamSupport.stream(json.spliterator(), false)
                .map(part -> new NodeAnswer(part, retryAfter))
                .toList();
    }

    boolean isError() {
        return json.hasNonNull("error");
    }

    /** The header counts beside a limit of rate only: beside a range that is too large it would make a wait of it. */
    RpcError error() {
        RpcError error = RpcError.ofAnswer(json.path("error"));
        return retryAfter
                .filter(time -> Refusals.isLater(error))
                .map(error::waiting)
                .orElse(error);
    }
}
