package org.paymentpoller.poll;

import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.paymentpoller.fixture.Answer;

/** Logs of which one cannot be are rejected whole; what is merely untidy is put in order. */
@Tag("postgres")
class LogsThatCannotBeIT {

    private static final String HASH = "0x" + "cd".repeat(32);

    private static OneEndpoint endpoint;

    @BeforeAll
    static void start() throws Exception {
        endpoint = OneEndpoint.start(Map.of());
    }

    @AfterAll
    static void end() throws Exception {
        endpoint.close();
    }

    @AfterEach
    void heal() {
        endpoint.proxy().heal();
    }

    static Stream<Named<Consumer<ArrayNode>>> untidyLogs() {
        return Stream.of(
                named(
                        "a removed one of another branch",
                        logs -> logs.insert(
                                0,
                                copy(logs)
                                        .put("removed", true)
                                        .put("blockHash", HASH)
                                        .put("data", "0x12"))),
                named("removed ones that are malformed", logs -> logs.addObject()
                        .put("removed", true)),
                named("each twice", logs -> logs.addAll(logs.deepCopy())),
                named("in another order", logs -> {
                    List<JsonNode> all = new ArrayList<>();
                    logs.forEach(all::add);
                    Collections.reverse(all);
                    logs.removeAll().addAll(all);
                }),
                named(
                        "in upper case",
                        logs -> logs.forEach(log -> ((ObjectNode) log)
                                .put(
                                        "blockHash",
                                        "0x"
                                                + log.path("blockHash")
                                                        .asText()
                                                        .substring(2)
                                                        .toUpperCase(Locale.ROOT)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("untidyLogs")
    void untidyLogsAreRecordedAsTheyAreOnChain(Consumer<ArrayNode> change) throws Exception {
        endpoint.betweenPolls(() -> {
            endpoint.watched().burns(2);
            var unused = endpoint.watched().contract().burnMany(3, BigInteger.TWO);
            changeLogs(change);
        });
        endpoint.requireAllRecorded();
    }

    static Stream<Arguments> logsThatCannotBe() {
        return Stream.of(
                rejected(
                        "two different ones under one index",
                        "two different logs at index 0",
                        logs -> logs.insert(0, copy(logs).put("data", "0x" + "00".repeat(64)))),
                rejected(
                        "one of a block before the window",
                        "a log of block",
                        logs -> logs.add(copy(logs).put("blockNumber", "0x0"))),
                rejected(
                        "one of a block after the window",
                        "a log of block",
                        logs -> logs.add(copy(logs).put("blockNumber", "0xffffff"))),
                rejected(
                        "one of another block hash",
                        "two hashes for block",
                        logs -> logs.add(copy(logs).put("logIndex", "0x1").put("blockHash", HASH))),
                rejected(
                        "one of another contract",
                        "a log of contract",
                        logs -> logs.add(copy(logs).put("logIndex", "0x1").put("address", "0x" + "11".repeat(20)))),
                rejected("one of another event", "a log of another event", logs -> {
                    ObjectNode other = copy(logs).put("logIndex", "0x1");
                    other.putArray("topics").add(HASH);
                    logs.add(other);
                }),
                rejected("one without topics", "", logs -> change(logs, log -> log.putNull("topics"))),
                rejected(
                        "one whose topic is too short",
                        "",
                        logs -> change(logs, log -> ((ArrayNode) log.get("topics")).set(2, "0xab"))),
                rejected("one with half a byte of data", "", logs -> change(logs, log -> log.put("data", "0x123"))),
                rejected("one whose data is no hex", "", logs -> change(logs, log -> log.put("data", "0xzz"))),
                rejected("one without data", "", logs -> change(logs, log -> log.remove("data"))),
                rejected("one without an index", "", logs -> change(logs, log -> log.putNull("logIndex"))),
                rejected("one without a block", "", logs -> change(logs, log -> log.putNull("blockNumber"))),
                rejected("one without a transaction", "", logs -> change(logs, log -> log.remove("transactionHash"))),
                rejected(
                        "one whose block number is no hex",
                        "",
                        logs -> change(logs, log -> log.put("blockNumber", "latest"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("logsThatCannotBe")
    void oneLogThatCannotBeRejectsTheWholeAnswerAndNamesTheEndpoint(String reason, Consumer<ArrayNode> change)
            throws Exception {
        endpoint.requireNothingWrittenDuring(proxy -> changeLogs(change), "endpoint 1 gave " + reason);
    }

    private static Arguments rejected(String name, String reason, Consumer<ArrayNode> change) {
        return arguments(named(name, reason), change);
    }

    private static void changeLogs(Consumer<ArrayNode> change) {
        endpoint.proxy().onCall("eth_getLogs").answer(Answer.changed(logs -> {
            change.accept((ArrayNode) logs);
            return logs;
        }));
    }

    private static ObjectNode copy(ArrayNode logs) {
        return logs.get(0).deepCopy();
    }

    private static void change(ArrayNode logs, Consumer<ObjectNode> change) {
        change.accept((ObjectNode) logs.get(0));
    }
}
