package org.paymentpoller.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.paymentpoller.ledger.BlockWindow;

/** Reads one refusal, whatever form it has; what is too deep, too long or too much is left out. */
final class RpcErrorReader {

    private static final JsonMapper JSON = new JsonMapper();

    /** A longer body is no error object; its beginning is read as text. */
    private static final int LONGEST_JSON = 65_536;

    private static final int MOST_DETAILS = 8;
    private static final int MOST_NODES = 256;
    private static final int DEEPEST = 6;

    /** Fields that say nothing about the refusal. */
    private static final Set<String> IGNORED = Set.of("jsonrpc", "id", "code");

    /** Without {@code _} and {@code -}, in lower case. */
    private static final Set<String> WAITS =
            Set.of("backoffseconds", "backoff", "retryafter", "retryafterseconds", "retryin", "waitseconds");

    private static final Pattern SMALL_NUMBER = Pattern.compile("-?\\d{1,9}");

    private final int status;
    private final List<String> details = new ArrayList<>();
    private Optional<Duration> namedWait;
    private Optional<BlockWindow> range = Optional.empty();
    private int nodes;

    RpcErrorReader(int status, Optional<Duration> namedWait) {
        this.status = status;
        this.namedWait = namedWait;
    }

    RpcError ofBody(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, LONGEST_JSON), StandardCharsets.UTF_8);
        if (body.length <= LONGEST_JSON) {
            try {
                JsonNode json = JSON.readTree(text);
                if (json != null && json.isContainerNode()) {
                    return ofError(errorIn(json));
                }
            } catch (JsonProcessingException e) {
                // Not JSON: the text itself is read.
            }
        }
        return read(Optional.empty(), text);
    }

    RpcError ofError(JsonNode error) {
        if (!error.isObject()) {
            collect(error, "", 0);
            return read(Optional.empty(), error.isTextual() ? error.textValue() : "");
        }
        String messageField = error.path("message").isTextual() ? "message" : "error";
        collect(error, messageField, 0);
        return read(code(error.path("code")), error.path(messageField).asText(""));
    }

    private RpcError read(Optional<Long> code, String text) {
        String message = Wording.cut(text.strip());
        namedWait = namedWait.or(() -> Stream.concat(Stream.of(message), details.stream())
                .flatMap(words -> RetryAfter.inWords(Wording.of(words)).stream())
                .findFirst());
        return new RpcError(status, code, message, details, range, namedWait);
    }

    /** The error of the answer, of the first answer with an error in a batch, or the object itself where none is named. */
    private static JsonNode errorIn(JsonNode json) {
        if (json.isArray()) {
            for (JsonNode answer : json) {
                if (answer.hasNonNull("error")) {
                    return errorIn(answer);
                }
            }
            return json.path(0);
        }
        JsonNode first = json.path("errors").path(0);
        if (json.path("error").isObject()) {
            return json.path("error");
        }
        return first.isObject() ? first : json;
    }

    private static Optional<Long> code(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Optional.of(node.longValue());
        }
        return node.isTextual() && SMALL_NUMBER.matcher(node.textValue()).matches()
                ? Optional.of(Long.valueOf(node.textValue()))
                : Optional.empty();
    }

    private void collect(JsonNode node, String left, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        StringJoiner values = new StringJoiner(", ");
        List<JsonNode> below = new ArrayList<>();
        if (node.isObject()) {
            range = range.or(() -> range(node, "from", "to")).or(() -> range(node, "fromBlock", "toBlock"));
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (nodes++ >= MOST_NODES) {
                    break;
                }
                if (!field.getKey().equals(left) && !IGNORED.contains(field.getKey())) {
                    value(field.getKey(), field.getValue(), values, below);
                }
            }
        } else {
            for (JsonNode element : node) {
                if (nodes++ >= MOST_NODES) {
                    break;
                }
                value("", element, values, below);
            }
        }
        if (values.length() > 0) {
            detail(values.toString());
        }
        below.forEach(one -> collect(one, "", depth + 1));
    }

    private void value(String name, JsonNode value, StringJoiner values, List<JsonNode> below) {
        if (value.isContainerNode()) {
            below.add(value);
        } else if (value.isTextual() && value.textValue().indexOf(' ') >= 0) {
            detail(value.textValue());
        } else if (value.isTextual() || value.isNumber()) {
            String text = Wording.cut(value.asText());
            if (WAITS.contains(name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT))) {
                namedWait = namedWait.or(() -> RetryAfter.ofSeconds(text));
            }
            if (values.length() < Wording.LONGEST) {
                values.add(name.isEmpty() ? text : Wording.cut(name) + ": " + text);
            }
        }
    }

    private void detail(String text) {
        if (details.size() < MOST_DETAILS) {
            details.add(Wording.cut(text));
        }
    }

    private static Optional<BlockWindow> range(JsonNode node, String from, String to) {
        OptionalLong first = BlockNumber.read(node.path(from).asText());
        OptionalLong last = BlockNumber.read(node.path(to).asText());
        return first.isPresent() && last.isPresent() && first.getAsLong() <= last.getAsLong()
                ? Optional.of(new BlockWindow(first.getAsLong(), last.getAsLong()))
                : Optional.empty();
    }
}
