package org.paymentpoller.node;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.web3j.protocol.core.Request;

/**
 * Reads an answer as a tree, in which the result of a {@link StreamedRequest} stands as what its reader made of it. Where the
 * id comes behind such a result, the result is held as a tree first.
 */
final class AnswerReader {

    private static final String RESULT = "result";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final NodeEndpoint endpoint;
    private final Map<String, StreamedRequest<?>> streamed;

    AnswerReader(NodeEndpoint endpoint, Collection<? extends Request<?, ?>> asked) {
        this.endpoint = endpoint;
        this.streamed = asked.stream()
                .filter(StreamedRequest.class::isInstance)
                .<StreamedRequest<?>>map(request -> (StreamedRequest<?>) request)
                .collect(Collectors.toMap(request -> Long.toString(request.getId()), Function.identity()));
    }

    /**
     * The whole answer; missing where there is nothing.
     *
     * @throws NodeException when it is no JSON, or when a streamed result cannot be believed
     */
    JsonNode read(InputStream body) throws IOException {
        try (JsonParser json = NodeJson.STRICT.createParser(body)) {
            // What follows the answer counts for its size, so the body stays open at the parser's end.
            json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            JsonNode answer = whole(json);
            body.transferTo(OutputStream.nullOutputStream());
            return answer;
        } catch (JsonProcessingException e) {
            throw new NodeException(endpoint + " answered what is no JSON: " + endpoint.redact(e.getOriginalMessage()));
        }
    }

    private JsonNode whole(JsonParser json) throws IOException {
        JsonToken first = json.nextToken();
        if (first == null) {
            return MissingNode.getInstance();
        }
        return first == JsonToken.START_ARRAY ? batch(json) : value(json);
    }

    private ArrayNode batch(JsonParser json) throws IOException {
        ArrayNode answers = NODES.arrayNode();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            answers.add(value(json));
        }
        return answers;
    }

    private JsonNode value(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.START_OBJECT ? answer(json) : tree(json);
    }

    private ObjectNode answer(JsonParser json) throws IOException {
        ObjectNode answer = NODES.objectNode();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            StreamedRequest<?> request = field.equals(RESULT) ? streamed.get(idOf(answer)) : null;
            answer.set(field, request == null ? tree(json) : result(request, json));
        }
        StreamedRequest<?> request = streamed.get(idOf(answer));
        if (request != null && answer.has(RESULT) && !answer.get(RESULT).isPojo()) {
            JsonParser held = NodeJson.STRICT.treeAsTokens(answer.get(RESULT));
            held.nextToken();
            answer.set(RESULT, result(request, held));
        }
        return answer;
    }

    private JsonNode result(StreamedRequest<?> request, JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return NODES.nullNode();
        }
        try {
            return new POJONode(request.read(json));
        } catch (DatabindException e) {
            throw unknownForm(endpoint, request, e);
        }
    }

    static NodeException unknownForm(NodeEndpoint endpoint, Request<?, ?> request, JsonProcessingException e) {
        return new NodeException(endpoint + " answered " + request.getMethod() + " in an unknown form: "
                + endpoint.redact(e.getOriginalMessage()));
    }

    private static JsonNode tree(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? NODES.nullNode() : NodeJson.STRICT.readTree(json);
    }

    /** As a whole number or as text; empty where it is neither, so that it belongs to no question. */
    static String idOf(JsonNode answer) {
        JsonNode id = answer.path("id");
        return id.isIntegralNumber() || id.isTextual() ? id.asText() : "";
    }
}
