package org.paymentpoller.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** The API's description, whose schemas are JSON Schema 2020-12 (OpenAPI 3.1, Schema Object). */
final class OpenApiDescription {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;

    private OpenApiDescription(JsonNode root) {
        this.root = root;
    }

    static OpenApiDescription read() throws IOException {
        try (InputStream yaml = Objects.requireNonNull(
                OpenApiDescription.class.getClassLoader().getResourceAsStream("api/openapi.yaml"))) {
            return new OpenApiDescription(JSON.valueToTree(new Yaml().load(yaml)));
        }
    }

    JsonNode root() {
        return root;
    }

    Stream<JsonNode> parameters() {
        return StreamSupport.stream(
                root.at("/paths/~1api~1payments/get/parameters").spliterator(), false);
    }

    JsonNode response(int status) {
        return root.at("/paths/~1api~1payments/get/responses/" + status);
    }

    /** What an answer has that its schema does not allow, or lacks. */
    Set<ValidationMessage> problemsOf(int status, String mediaType, JsonNode answer) {
        return problems(response(status).path("content").path(mediaType).path("schema"), answer);
    }

    Set<ValidationMessage> problems(JsonNode schema, JsonNode value) {
        if (schema.isMissingNode()) {
            throw new AssertionError("not described");
        }
        ObjectNode whole = schema.deepCopy();
        // Where its references lead.
        whole.set("components", root.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole)
                .validate(value);
    }
}
