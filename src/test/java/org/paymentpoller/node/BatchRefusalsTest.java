package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRefusalsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batch size too large",
                "batch too large",
                "Batch is too big",
                "batch requests are not supported",
                "Batched requests are not supported by this server",
                "batch limit exceeded",
                "The batch response was too large",
                "too many requests in batch",
                "too many calls in one request",
                "Number of requests in batch exceeds --rpc-max-batch-size.",
                "this endpoint does not support batching",
                "doesn't allow batches",
                "unsupported batch request",
                "JSON-RPC batching is disabled",
                "Invalid batch",
                "reduce the batch size",
                "method eth_getLogs in batch triggered rate limit",
                "json: cannot unmarshal array into Go value of type jsonrpc.Request",
                "Expected object, received array",
            })
    void whatIsAboutBatchesIsNotAboutTheRange(String message) {
        assertThat(BatchRefusals.isAboutBatches(error(message))).isTrue();
        assertThat(BatchRefusals.batchLimit(error(message))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch of more than 50 requests | 50",
                "batch of 51 requests exceeds limit of 50 | 50",
                "maximum batch size is 100 | 100",
                "batch size 200 exceeds the maximum 100 | 100",
                "RPC batch too large (max 1,000) | 1000",
                "batch limit 1K exceeded | 1000",
                "exceeded maximum batch size of 10 calls | 10",
                "Batch size is limited to 20 items | 20",
                "only 5 requests are allowed in a batch | 5",
                "a batch can have at most 3 calls | 3",
                "batch of more than 1 request | 1",
                "up to 25 requests per batch | 25",
                "25 max batch | 25",
            })
    void theSizeThatAnEndpointTakesIsRead(String message, int limit) {
        assertThat(BatchRefusals.batchLimit(error(message))).hasValue(limit);
    }

    @Test
    void theSizeMayStandInTheErrorsData() {
        ObjectNode error = JsonNodeFactory.instance
                .objectNode()
                .put("code", -32010)
                .put("message", "The batch request was too large")
                .put("data", "Exceeded max limit of 100");

        assertThat(BatchRefusals.batchLimit(RpcError.ofAnswer(error))).hasValue(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batch size too large, max 0",
                "batch response exceeds 25 MB",
                "batch took more than 10 seconds, which exceeds the limit",
                "batch too large: max 99999999999",
            })
    void notEveryNumberIsASizeOfABatch(String message) {
        assertThat(BatchRefusals.isAboutBatches(error(message))).isTrue();
        assertThat(BatchRefusals.batchLimit(error(message))).isEqualTo(OptionalInt.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "block range too large, max 50 blocks",
                "too many requests",
                "rate limit exceeded, please batch your requests",
                "too many requests, use batch requests instead to stay below the limit",
                "query returned more than 10000 results",
                "something about a batch",
                "<html>batch size too large</html>",
            })
    void whatIsAboutAnythingElseIsNot(String message) {
        assertThat(BatchRefusals.isAboutBatches(error(message))).isFalse();
        assertThat(BatchRefusals.batchLimit(error(message))).isEmpty();
    }

    private static RpcError error(String message) {
        return RpcError.ofAnswer(JsonNodeFactory.instance.objectNode().put("message", message));
    }
}
