package org.paymentpoller.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.paymentpoller.ledger.BlockWindow;

/**
 * What an endpoint said when it refused. The texts are as they came and may quote the endpoint's URL: they are shown by
 * {@link NodeEndpoint#redact} alone.
 *
 * @param httpStatus 200 where the refusal came as a JSON-RPC answer
 * @param code JSON-RPC's error code, where there was one
 * @param message at most 4,096 characters; empty where there was none
 * @param details what came nested in the error, a text each, at most 4,096 characters; an object's numbers and short texts
 *     stand together as {@code name: value, name: value}
 * @param range the range that the error names in fields of its own: what was asked, or what would work
 * @param namedWait how long the endpoint wants to be left alone, more than nothing and at most one hour
 */
public record RpcError(
        int httpStatus,
        Optional<Long> code,
        String message,
        List<String> details,
        Optional<BlockWindow> range,
        Optional<Duration> namedWait) {

    public RpcError {
        details = List.copyOf(details);
    }

    /**
     * The error of a JSON-RPC answer that came with HTTP 200.
     *
     * @param error the member {@code error}: an object, or whatever an endpoint puts in its place
     */
    public static RpcError ofAnswer(JsonNode error) {
        return new RpcErrorReader(200, Optional.empty()).ofError(error);
    }

    /**
     * An HTTP answer that is no success.
     *
     * @param retryAfter the header {@code Retry-After}
     * @param body JSON with an error, an array of such, or any other text
     * @param now what a date in the header is measured from
     */
    public static RpcError ofHttp(int status, Optional<String> retryAfter, byte[] body, Instant now) {
        return new RpcErrorReader(status, retryAfter.flatMap(value -> RetryAfter.ofHeader(value, now))).ofBody(body);
    }

    /** The same with another time that the endpoint wants to be left alone. */
    RpcError waiting(Duration time) {
        return new RpcError(httpStatus, code, message, details, range, Optional.of(time));
    }

    /** The message and the details in the spelling that phrases are looked for in. */
    List<String> words() {
        return Stream.concat(Stream.of(message), details.stream())
                .map(Wording::of)
                .filter(words -> !words.isEmpty())
                .toList();
    }

    /** Without the texts, which may carry a part of the URL. */
    @Override
    public String toString() {
        return "HTTP " + httpStatus + code.map(number -> ", code " + number).orElse("");
    }
}
