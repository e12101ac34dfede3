package org.paymentpoller.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What api/openapi.yaml says and what the code does. */
class OpenApiTest {

    private OpenApiDescription description;

    @BeforeEach
    void read() throws IOException {
        description = OpenApiDescription.read();
    }

    @Test
    void everyParameterIsDescribedAndNoOther() {
        assertThat(description.parameters())
                .extracting(parameter -> parameter.path("name").asText())
                .containsExactlyInAnyOrderElementsOf(PaymentsRequest.PARAMETERS);
        assertThat(description.parameters()).allSatisfy(parameter -> {
            assertThat(parameter.path("in").asText()).isEqualTo("query");
            assertThat(parameter.path("description").asText()).isNotBlank();
        });
    }

    @Test
    void theLimitIsDescribedAsItIs() {
        JsonNode limit = description
                .parameters()
                .filter(parameter -> parameter.path("name").asText().equals("limit"))
                .findFirst()
                .orElseThrow()
                .path("schema");

        assertThat(limit.path("default").asInt()).isEqualTo(PaymentsRequest.DEFAULT_LIMIT);
        assertThat(limit.path("maximum").asInt()).isEqualTo(PaymentsRequest.HIGHEST_LIMIT);
    }

    @Test
    void theExampleOfEachParameterFitsItsSchemaAndIsUnderstood() {
        assertThat(description.parameters()).isNotEmpty().allSatisfy(parameter -> {
            JsonNode example = parameter.path("example");
            assertThat(description.problems(parameter.path("schema"), example)).isEmpty();
            assertThat(PaymentsRequest.parse(Map.of(parameter.path("name").asText(), List.of(example.asText()))))
                    .isNotNull();
        });
    }

    @Test
    void theExamplesOfAnswersFitTheirSchemas() {
        JsonNode page = description.response(200).at("/content/application~1json/example");
        JsonNode problem = description.response(400).at("/content/application~1problem+json/example");

        assertThat(page.isObject() && problem.isObject()).isTrue();
        assertThat(description.problemsOf(200, "application/json", page)).isEmpty();
        assertThat(description.problemsOf(400, "application/problem+json", problem))
                .isEmpty();
    }

    @Test
    void anAnswerWithAnAmountAsANumberOrAFieldOfNoNameWouldBeFound() {
        ObjectNode page = description
                .response(200)
                .at("/content/application~1json/example")
                .deepCopy();
        ((ObjectNode) page.at("/payments/0")).put("amount", 1).put("color", "red");

        assertThat(description.problemsOf(200, "application/json", page)).hasSize(2);
        assertThat(description.problemsOf(200, "application/json", new ObjectMapper().createObjectNode()))
                .hasSize(2);
    }
}
