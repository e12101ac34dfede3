package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.RecordedRequest;
import org.paymentpoller.ledger.BlockWindow;

/** An endpoint that takes few questions in one request, or one, still serves windows as wide as ever. */
@Tag("postgres")
class RefusedBatchesIT {

    private static final int MOST_BLOCKS = 60;
    private static final int BACKLOG = 12;

    private static OneEndpoint endpoint;

    @BeforeAll
    static void start() throws Exception {
        endpoint = OneEndpoint.start(Map.of("poller.max-block-range", Integer.toString(MOST_BLOCKS)));
    }

    @AfterAll
    static void end() throws Exception {
        endpoint.close();
    }

    @AfterEach
    void heal() {
        endpoint.proxy().heal();
    }

    static Stream<Named<Answer>> refusalsOfAnyBatch() {
        return Stream.of(
                named("method not allowed", Answer.http(405, "Method Not Allowed")),
                named("an internal error", Answer.http(500, "Internal Server Error")),
                named(
                        "invalid request",
                        Answer.http(
                                200,
                                "{\"jsonrpc\":\"2.0\",\"id\":null,"
                                        + "\"error\":{\"code\":-32600,\"message\":\"Invalid Request\"}}")),
                named(
                        "an error for each question",
                        Answer.errorWithStatus(200, -32000, "batch requests are not supported")),
                named("an empty list", Answer.http(200, "[]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusalsOfAnyBatch")
    void whereBatchesAreRefusedTheQuestionsGoOneByOneAndTheRangeStays(Answer refusal) throws Exception {
        awaitBatchesAbove(1);
        requireRecordedInOneWindow(RecordedRequest::batch, refusal);
        assertThat(batchSize()).as("shown in health").isEqualTo(1);
    }

    @Test
    void aLimitOfABatchIsLearntAndTheRangeStays() throws Exception {
        awaitBatchesAbove(2);
        requireRecordedInOneWindow(
                request -> request.calls().size() > 2,
                Answer.errorWithStatus(200, -32600, "batch limit of 2 exceeded"));
        assertThat(batchSize()).as("shown in health").isEqualTo(2);
    }

    @Test
    void aRequestThatIsTooLargeIsMadeSmallerAndTheRangeStays() throws Exception {
        awaitBatchesAbove(3);
        requireRecordedInOneWindow(request -> request.calls().size() > 3, Answer.http(413, "Request Entity Too Large"));
        assertThat(batchSize()).as("shown in health").isBetween(1, 3);
    }

    private static void requireRecordedInOneWindow(Predicate<RecordedRequest> refused, Answer refusal)
            throws Exception {
        endpoint.betweenPolls(() -> {
            endpoint.watched().burns(BACKLOG);
            endpoint.proxy().onRequest().matching(refused).answer(refusal);
        });
        endpoint.requireAllRecorded();
        assertThat(endpoint.proxy().httpRequests()).anyMatch(refused);
        assertThat(AskedRanges.by(endpoint.proxy()))
                .extracting(BlockWindow::blocks)
                .containsOnly((long) BACKLOG);
        assertThat(endpoint.endpointHealth().path("servedBlocks").asInt()).isEqualTo(MOST_BLOCKS);
    }

    /** What was learnt in one case is unlearnt by requests that go well. */
    private static void awaitBatchesAbove(int size) {
        OneEndpoint.soon().until(() -> {
            if (batchSize() <= size) {
                endpoint.watched().node().mine(5 * MOST_BLOCKS);
                endpoint.requireAllRecorded();
            }
            return batchSize() > size;
        });
    }

    private static int batchSize() {
        return endpoint.endpointHealth().path("batchSize").asInt();
    }
}
