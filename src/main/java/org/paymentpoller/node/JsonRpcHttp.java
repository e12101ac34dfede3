package org.paymentpoller.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.web3j.protocol.Service;
import org.web3j.protocol.core.BatchRequest;
import org.web3j.protocol.core.BatchResponse;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;

/**
 * JSON-RPC over HTTP with one endpoint: an answer is complete, of bounded size, in time, and belongs to its question, or it
 * is a {@link NodeException}.
 */
public final class JsonRpcHttp extends Service {

    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    /** How an endpoint without batches answers one; 401, 403 and 429 are about who asks, and how often. */
    private static final Set<Integer> BATCH_REFUSALS = Set.of(400, 404, 405, 406, 411, 413, 414, 415, 422, 501);

    /** How an endpoint that expects one question breaks at a batch, and any endpoint at anything. */
    private static final int BROKEN = 500;

    private static final int LONGEST_REFUSAL = 4096;
    private static final String URL = "(?: on)? https?://\\S*";

    /** Makes something of an answer's bytes while they come. */
    @FunctionalInterface
    private interface BodyReader<T> {
        T read(InputStream body, Optional<Duration> retryAfter) throws IOException;
    }

    /** One request with its answer. */
    @FunctionalInterface
    private interface Asking<T> {
        T ask() throws IOException;
    }

    private final NodeEndpoint endpoint;
    private final BatchSize batchSize;
    private final OkHttpClient client;
    private final long maxAnswerBytes;
    private final Deadline deadline;
    private final Clock clock;
    private final CallListener listener;
    private boolean askedApart;

    /** Makes one whose requests nobody hears of. */
    public JsonRpcHttp(Endpoint endpoint, OkHttpClient client, long maxAnswerBytes, Deadline deadline) {
        this(endpoint, client, maxAnswerBytes, deadline, CallListener.NONE);
    }

    /**
     * @param deadline for all that is asked with this object, to the last byte
     * @param listener to each of its requests
     */
    public JsonRpcHttp(
            Endpoint endpoint, OkHttpClient client, long maxAnswerBytes, Deadline deadline, CallListener listener) {
        super(false);
        this.endpoint = endpoint.address();
        this.batchSize = endpoint.batch();
        this.client = client;
        this.maxAnswerBytes = maxAnswerBytes;
        this.deadline = deadline;
        this.clock = endpoint.clock();
        this.listener = listener;
    }

    /** Whether the questions of the last batch went in more than one request, so that the chain may have moved between them. */
    public boolean askedApart() {
        return askedApart;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // web3j's own signature
    public <T extends Response> T send(Request request, Class<T> responseType) throws IOException {
        return (T) sendAlone((Request<?, ? extends Response<?>>) request);
    }

    @Override
    public BatchResponse sendBatch(BatchRequest batch) throws IOException {
        List<Request<?, ? extends Response<?>>> requests = batch.getRequests();
        List<Response<?>> responses = new ArrayList<>(requests.size());
        int failed = 0;
        int most = requests.size();
        while (responses.size() < requests.size()) {
            int next = Math.min(requests.size(), responses.size() + Math.min(most, batchSize.most()));
            List<Request<?, ? extends Response<?>>> part = requests.subList(responses.size(), next);
            try {
                responses.addAll(part.size() == 1 ? sendOneOfBatch(part.get(0)) : heard(() -> sendTogether(part)));
            } catch (BatchFailedException e) {
                failed = part.size();
                most = failed / 2;
            } catch (BatchRefusedException e) {
                batchSize.refused(part.size(), e.limit());
            } catch (NodeException e) {
                if (!isImpatience(e)) {
                    batchSize.failed();
                }
                throw e;
            }
            askedApart = part.size() < requests.size();
        }
        if (failed > 0) {
            batchSize.servedInParts(failed, most);
        }
        return new BatchResponse(requests, responses);
    }

    /** Asked in the refused sizes again, an endpoint that is slow or limits the rate would never come to the smaller ones. */
    private static boolean isImpatience(NodeException failure) {
        return failure instanceof TimedOutException
                || (failure instanceof RefusedException refused && Refusals.isLater(refused.error()));
    }

    private List<Response<?>> sendOneOfBatch(Request<?, ? extends Response<?>> request) throws IOException {
        Response<?> response = sendAlone(request);
        batchSize.served(1);
        return List.of(response);
    }

    private List<Response<?>> sendTogether(List<Request<?, ? extends Response<?>>> requests) throws IOException {
        NodeAnswer answers = ask(objectMapper.writeValueAsString(requests), requests);
        if (!answers.json().isArray()) {
            throw refusedWhole(answers.error(), answers.json().toString());
        }
        Map<String, NodeAnswer> byId = byId(answers);
        List<NodeAnswer> inOrder = new ArrayList<>(requests.size());
        for (Request<?, ? extends Response<?>> request : requests) {
            NodeAnswer answer = byId.get(Long.toString(request.getId()));
            if (answer == null) {
                throw new BatchRefusedException(
                        endpoint + " left " + request.getMethod() + " of a batch unanswered", OptionalInt.empty());
            }
            requireNotAboutBatches(answer);
            inOrder.add(answer);
        }
        // Whatever is wrong with one of the questions, so many of them were taken.
        batchSize.served(requests.size());
        List<Response<?>> responses = new ArrayList<>(requests.size());
        for (int i = 0; i < inOrder.size(); i++) {
            responses.add(read(inOrder.get(i), requests.get(i)));
        }
        return responses;
    }

    private Map<String, NodeAnswer> byId(NodeAnswer answers) throws NodeException {
        Map<String, NodeAnswer> byId = new HashMap<>();
        for (NodeAnswer answer : answers.parts()) {
            String id = AnswerReader.idOf(answer.json());
            NodeAnswer other = byId.put(id, answer);
            if (!id.isEmpty() && other != null && !other.equals(answer)) {
                throw new NodeException(endpoint + " gave two different answers to one question of a batch");
            }
        }
        return byId;
    }

    /** Some endpoints refuse a batch in the place of each of its answers. */
    private void requireNotAboutBatches(NodeAnswer answer) throws BatchRefusedException {
        if (answer.isError()) {
            RpcError error = answer.error();
            if (BatchRefusals.isAboutBatches(error)) {
                throw new BatchRefusedException(
                        endpoint + " refused a batch: " + endpoint.redact(error.message()),
                        BatchRefusals.batchLimit(error));
            }
        }
    }

    private Response<?> sendAlone(Request<?, ? extends Response<?>> request) throws IOException {
        return heard(() -> read(ask(objectMapper.writeValueAsString(request), List.of(request)), request));
    }

    /** Tells the listener how a request ended; that an endpoint refused is known when its answer was read. */
    private <T> T heard(Asking<T> asking) throws IOException {
        long begun = System.nanoTime();
        CallOutcome outcome = CallOutcome.FAILED;
        try {
            T answer = asking.ask();
            outcome = CallOutcome.SUCCESS;
            return answer;
        } catch (RefusedException | BatchRefusedException e) {
            outcome = CallOutcome.REFUSED;
            throw e;
        } catch (TimedOutException e) {
            outcome = CallOutcome.TIMEOUT;
            throw e;
        } finally {
            listener.called(endpoint.label(), outcome, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    /** One error in place of a batch's answers is about the batch, unless its words say what else is wrong. */
    private NodeException refusedWhole(RpcError error, String answer) {
        String message = endpoint + " refused a batch: "
                + endpoint.redact(error.message().isEmpty() ? answer : error.message());
        return BatchRefusals.isAboutBatches(error) || !Refusals.isExplained(error)
                ? new BatchRefusedException(message, BatchRefusals.batchLimit(error))
                : new RefusedException(message, "", error);
    }

    private Response<?> read(NodeAnswer given, Request<?, ? extends Response<?>> request) throws IOException {
        JsonNode answer = given.json();
        if (given.isError()) {
            RpcError error = given.error();
            throw new RefusedException(
                    endpoint + " answered " + request.getMethod() + " with error "
                            + error.code().map(code -> code + ": ").orElse("")
                            + endpoint.redact(error.message().isEmpty() ? answer.toString() : error.message()),
                    request.getMethod(),
                    error);
        }
        boolean answers = answer.isObject()
                && AnswerReader.idOf(answer).equals(Long.toString(request.getId()))
                && answer.has("result");
        if (!answers) {
            throw new NodeException(
                    endpoint + " gave no answer to " + request.getMethod() + ": " + endpoint.redact(answer.toString()));
        }
        if (request instanceof StreamedRequest<?> streamed && answer.get("result") instanceof POJONode result) {
            return streamed.answer(result.getPojo());
        }
        try {
            return NodeJson.STRICT.treeToValue(answer, request.getResponseType());
        } catch (JsonProcessingException e) {
            throw AnswerReader.unknownForm(endpoint, request, e);
        }
    }

    private NodeAnswer ask(String payload, List<? extends Request<?, ?>> asked) throws IOException {
        AnswerReader reader = new AnswerReader(endpoint, asked);
        return exchange(payload, (body, retryAfter) -> new NodeAnswer(reader.read(body), retryAfter));
    }

    @Override
    protected InputStream performIO(String payload) throws IOException {
        return exchange(payload, (body, retryAfter) -> new ByteArrayInputStream(body.readAllBytes()));
    }

    private <T> T exchange(String payload, BodyReader<T> reader) throws IOException {
        okhttp3.Request.Builder request =
                new okhttp3.Request.Builder().url(endpoint.url()).post(RequestBody.create(payload, JSON));
        endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
        Call call = client.newCall(request.build());
        call.timeout().timeout(Math.max(1, deadline.remaining().toNanos()), TimeUnit.NANOSECONDS);
        try (okhttp3.Response response = answer(call);
                ResponseBody body = response.body()) {
            AnswerStream bytes = new AnswerStream(body.byteStream(), endpoint.label(), maxAnswerBytes);
            Optional<String> retryAfter = Optional.ofNullable(response.header("Retry-After"));
            if (!response.isSuccessful()) {
                throw refused(response.code(), retryAfter, bytes.readAllBytes(), payload.startsWith("["));
            }
            return reader.read(bytes, retryAfter.flatMap(value -> RetryAfter.ofHeader(value, clock.instant())));
        } catch (NodeException e) {
            throw e;
        } catch (IOException e) {
            throw isTimeout(e)
                    ? new TimedOutException(endpoint + tooLate())
                    : new NodeException(endpoint + describe(e));
        }
    }

    /** A fault of the client's own must not keep the endpoint from resting and the next one from being asked. */
    private okhttp3.Response answer(Call call) throws IOException {
        try {
            return call.execute();
        } catch (RuntimeException e) {
            throw new NodeException(endpoint + " could not be asked: "
                    + endpoint.redact(e.toString().replaceAll(URL, "")));
        }
    }

    private NodeException refused(int status, Optional<String> retryAfter, byte[] body, boolean ofBatch) {
        RpcError error = RpcError.ofHttp(status, retryAfter, body, clock.instant());
        String message = endpoint + " answered HTTP " + status + ": "
                + endpoint.redact(error.message().isEmpty() ? excerpt(body) : error.message());
        if (ofBatch) {
            boolean unexplained = !Refusals.isExplained(error);
            if (BatchRefusals.isAboutBatches(error) || (unexplained && BATCH_REFUSALS.contains(status))) {
                return new BatchRefusedException(message, BatchRefusals.batchLimit(error));
            }
            if (unexplained && status == BROKEN) {
                return new BatchFailedException(message);
            }
        }
        return new RefusedException(message, "", error);
    }

    private static String excerpt(byte[] body) {
        return new String(body, 0, Math.min(body.length, LONGEST_REFUSAL), StandardCharsets.UTF_8);
    }

    private static boolean isTimeout(IOException e) {
        return e instanceof InterruptedIOException;
    }

    private String tooLate() {
        return " did not answer in time (at most " + deadline.budget().toMillis() + " ms for the whole question)";
    }

    private String describe(IOException e) {
        if (e instanceof UnknownHostException) {
            return " cannot be reached: its host name does not resolve";
        }
        if (e instanceof ConnectException) {
            return " cannot be reached: the connection was refused";
        }
        if (e instanceof SSLHandshakeException && e.getCause() instanceof CertificateException refused) {
            return " shows a certificate that is not believed (" + endpoint.redact(String.valueOf(refused.getMessage()))
                    + "); if it is the right one, start with JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=<a file with its issuer>";
        }
        String message = e.getMessage();
        // The client's messages end in the URL.
        return " broke off: "
                + endpoint.redact(message == null ? e.getClass().getSimpleName() : message.replaceAll(URL, ""));
    }

    @Override
    public void close() {
        // The client is shared by all endpoints and closed by its owner.
    }
}
