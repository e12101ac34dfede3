package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.paymentpoller.chain.TestChain;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.RecordedCall;
import org.paymentpoller.fixture.RecordedRequest;

/** A node that answers what a test tells it to, behind a URL that carries a password and a key. */
public final class ScriptedNode implements AutoCloseable {

    public static final long MAX_ANSWER_BYTES = 32_768;
    public static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final NodeLimits LIMITS = new NodeLimits(TIMEOUT, TIMEOUT, TIMEOUT, MAX_ANSWER_BYTES);

    private static final String KEY = "0123456789abcdef";
    private static final String PASSWORD = "passw0rd";
    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

    private final NodeProxy http = NodeProxy.to(NOWHERE);

    /** The URL as an operator would configure it. */
    public String url() {
        return "http://user:" + PASSWORD + "@localhost:" + http.url().getPort() + "/v2/" + KEY;
    }

    public NodeEndpoint endpoint() {
        return NodeEndpoint.parseAll(url()).get(0);
    }

    public JsonRpcHttp client() {
        return client(TIMEOUT);
    }

    public JsonRpcHttp client(Duration timeout) {
        return client(known(), timeout);
    }

    public JsonRpcHttp client(Endpoint endpoint) {
        return client(endpoint, TIMEOUT);
    }

    private static JsonRpcHttp client(Endpoint endpoint, Duration timeout) {
        return new NodeClient(LIMITS).to(endpoint, Deadline.in(timeout));
    }

    /** The endpoint with nothing learnt of it yet. */
    public Endpoint known() {
        return new Endpoint(endpoint(), 1000, Clock.systemUTC());
    }

    /** Answers whatever is asked with this text, in which {@code ID0}, {@code ID1} ... stand for the ids of the calls. */
    public ScriptedNode says(String text) {
        return says(200, text);
    }

    public ScriptedNode says(int status, String text) {
        http.onRequest().answerWith(request -> Answer.http(status, withIds(text, request)));
        return this;
    }

    /** Does this about whatever is asked. */
    public ScriptedNode does(Answer answer) {
        http.onRequest().answer(answer);
        return this;
    }

    /** Answers a method with this result, as JSON. */
    public ScriptedNode tells(String method, String result) {
        return tells(method, Answer.result(result));
    }

    /** Answers a method so. */
    public ScriptedNode tells(String method, Answer answer) {
        http.onCall(method).answer(answer);
        return this;
    }

    /** Tells a block under its number in hex. */
    public ScriptedNode hasBlock(long number) {
        return tellsBlock("0x" + Long.toHexString(number), blockJson(number, TestChain.blockHash(number)));
    }

    /** Answers the question for a block, by number in hex or by tag. */
    public ScriptedNode tellsBlock(String asked, String result) {
        return tellsBlock(asked, Answer.result(result));
    }

    public ScriptedNode tellsBlock(String asked, Answer answer) {
        http.onCall("eth_getBlockByNumber")
                .matching(call -> call.params().path(0).asText().equals(asked))
                .answer(answer);
        return this;
    }

    public static String blockJson(long number, String hash) {
        return """
                {"number":"0x%x","hash":"%s","parentHash":"%s","logsBloom":"0x%s","transactions":[]}""".formatted(number, hash, TestChain.blockHash(number - 1), "0".repeat(512));
    }

    public NodeProxy http() {
        return http;
    }

    @Override
    public void close() {
        http.close();
    }

    /** That it fails as a node's fault, told in one clean line, and that not even a cause carries a part of the URL. */
    public static String failure(ThrowingCallable question) {
        Throwable failure = catchThrowable(question);
        assertThat(failure).isInstanceOf(NodeException.class).message().startsWith("endpoint ");
        String message = String.valueOf(failure.getMessage());
        assertThat(message).isEqualTo(NodeText.clean(message));
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(KEY, PASSWORD, "localhost", "127.0.0.1", "dXNlcjpwYXNzdzByZA==");
        return message;
    }

    private static String withIds(String text, RecordedRequest request) {
        String filled = text;
        int place = 0;
        for (RecordedCall call : request.calls()) {
            filled = filled.replace("ID" + place++, call.id().toString());
        }
        return filled;
    }
}
