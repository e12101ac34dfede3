package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.LogLines;
import org.paymentpoller.fixture.NodeProxy;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is no answer is never taken for a window without burns. */
@Tag("postgres")
@ExtendWith(OutputCaptureExtension.class)
class AnswersThatAreNoneIT {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final String TOO_LARGE = "0x1" + "0".repeat(64);

    private static OneEndpoint endpoint;

    @BeforeAll
    static void start() throws Exception {
        endpoint = OneEndpoint.start(Map.of(
                "poller.node.read-timeout", "1s",
                "poller.node.window-budget", "3s",
                "poller.node.max-answer-size", "64KB"));
    }

    @AfterAll
    static void end() throws Exception {
        endpoint.close();
    }

    static Stream<Named<Consumer<NodeProxy>>> answersThatAreNone() {
        return Stream.of(
                logs("null", Answer.result("null")),
                logs("an object", Answer.result("{}")),
                logs("a text", Answer.result("\"0x\"")),
                logs("a list of what is no log", Answer.result("[null, 1]")),
                logs("no result", Answer.rewritten(answer -> answer.remove("result"))),
                logs("the id of another question", Answer.rewritten(answer -> answer.put("id", 1_000_000_000))),
                logs("an empty envelope", Answer.rewritten(ObjectNode::removeAll)),
                window("no body", Answer.http(200, "")),
                window("a body of null", Answer.http(200, "null")),
                window("a body that is an empty object", Answer.http(200, "{}")),
                window("a body that is an empty list", Answer.http(200, "[]")),
                window("a web page", Answer.http(200, "<html><body>Welcome</body></html>")),
                window("truncated JSON", Answer.http(200, "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[")),
                window("a redirect", Answer.http(302, Map.of("Location", "/"), "")),
                window("a connection that ends in the middle", Answer.cutAfter(40)),
                window("a connection that ends at once", Answer.closeConnection()),
                window("more than is read", Answer.http(200, "[" + " ".repeat(100_000) + "]")),
                window("a byte now and then", Answer.drip(Duration.ofMillis(100))),
                window("silence", Answer.hang()),
                named("a chain id that is too large", proxy -> proxy.onCall("eth_chainId")
                        .answer(Answer.result("\"" + TOO_LARGE + "\""))),
                named("a block number that is too large", proxy -> proxy.onCall("eth_getBlockByNumber")
                        .answer(Answer.changed(block -> ((ObjectNode) block).put("number", TOO_LARGE)))),
                named("no head", proxy -> proxy.onCall("eth_getBlockByNumber").answer(Answer.result("null"))));
    }

    private static Named<Consumer<NodeProxy>> logs(String name, Answer answer) {
        return named(name + " as logs", proxy -> proxy.onCall("eth_getLogs").answer(answer));
    }

    private static Named<Consumer<NodeProxy>> window(String name, Answer answer) {
        return named(
                name,
                proxy -> proxy.onRequest().matching(OneEndpoint::asksForLogs).answer(answer));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatAreNone")
    void noWindowIsCommittedWithoutItsBurns(Consumer<NodeProxy> fault) throws Exception {
        endpoint.requireNothingWrittenDuring(fault, "endpoint 1");
    }

    @Test
    void controlCharactersInWhatANodeSaysReachNeitherLogNorHealth(CapturedOutput output) throws Exception {
        String said = "upstream\u0085 forged\u2028 line\u2029 and\u001b[31m red\r\n text";
        try (LogLines lines = LogLines.ofEveryone()) {
            endpoint.requireNothingWrittenDuring(
                    proxy -> proxy.onCall("eth_getLogs").answer(Answer.error(-32000, said)), "upstream");
            assertThat(lines.soFar())
                    .filteredOn(line -> line.contains("upstream"))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line)
                            .containsPattern("upstream +forged +line +and +\\[31m red +text")
                            .doesNotContainPattern(CONTROL));
        }
        assertThat(output.getOut().lines())
                .filteredOn(line -> line.contains("forged"))
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(line).contains("upstream", "text").doesNotContainPattern(CONTROL));
    }
}
