package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.RecordedCall;
import org.paymentpoller.fixture.Watched;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** In the live tail the headers of all blocks must link, and their blooms show where logs were left out. */
@Tag("postgres")
@ExtendWith(OutputCaptureExtension.class)
class HeadersAndBloomsIT {

    private static final String FULL_BLOOM = "0x" + "ff".repeat(256);

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

    static Stream<Named<Consumer<NodeProxy>>> headersThatCannotBe() {
        return Stream.of(
                named("another parent", proxy -> changeHeaders(endpoint, "parentHash", "0x" + "cd".repeat(32))),
                named("no parent", proxy -> changeHeaders(endpoint, "parentHash", "")),
                named("no bloom where no logs came", proxy -> {
                    endpoint.watched().node().mine(1);
                    changeHeaders(endpoint, "logsBloom", "");
                }),
                named("the header of another block", proxy -> changeHeaders(endpoint, "number", "0x1")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headersThatCannotBe")
    void aWindowWhoseHeadersCannotBeIsNotCommitted(Consumer<NodeProxy> fault) throws Exception {
        endpoint.requireNothingWrittenDuring(fault, "endpoint 1");
    }

    @Test
    void aFalseHashOfTheLastBlockIsNotKept() throws Exception {
        endpoint.requireNothingWrittenDuring(
                proxy -> {
                    endpoint.watched().node().mine(1);
                    long last = endpoint.watched().node().head();
                    proxy.onCall("eth_getBlockByNumber")
                            .matching(call -> number(call) == last)
                            .answer(Answer.changed(block -> ((ObjectNode) block).put("hash", "0x" + "cd".repeat(32))));
                },
                "but the head was told as");
    }

    @Test
    void logsThatAreLeftOutAreMissedByTheBloomAndConfirmedByTheReceipts() throws Exception {
        endpoint.requireNothingWrittenDuring(HeadersAndBloomsIT::leaveOutLogs, "endpoint 1 left out logs of block");
        assertThat(endpoint.proxy().callsOf("eth_getBlockReceipts")).isNotEmpty();
    }

    @Test
    void whereTheReceiptsOfABlockAreNotToBeHadThoseOfItsTransactionsDecide() throws Exception {
        endpoint.requireNothingWrittenDuring(
                proxy -> {
                    leaveOutLogs(proxy);
                    proxy.onCall("eth_getBlockReceipts")
                            .answer(Answer.error(-32601, "the method eth_getBlockReceipts does not exist"));
                },
                "endpoint 1 left out logs of block");
        assertThat(endpoint.proxy().callsOf("eth_getTransactionReceipt")).isNotEmpty();
    }

    @Test
    void logsThatAreLeftOutOnceAreAskedForAgainInTheSameWindow() throws Exception {
        endpoint.betweenPolls(() -> {
            endpoint.watched().burns(2);
            endpoint.proxy().onCall("eth_getLogs").times(1).answer(Answer.result("[]"));
        });
        endpoint.requireAllRecorded();
        assertThat(AskedRanges.by(endpoint.proxy())).hasSize(2);
        assertThat(endpoint.proxy().callsOf("eth_getBlockReceipts")).isEmpty();
    }

    static Stream<Named<Runnable>> blocksWithoutBurns() {
        return Stream.of(
                named("without transactions", () -> endpoint.watched().node().mine(2)),
                named(
                        "with burns of another contract",
                        () -> BurnContract.deploy(endpoint.watched().node()).burn(0, BigInteger.ONE, Watched.DIGEST)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocksWithoutBurns")
    void aBloomThatIsAFalsePositiveDoesNotHoldTheWindowUp(Runnable blocks) throws Exception {
        endpoint.betweenPolls(() -> {
            blocks.run();
            changeHeaders(endpoint, "logsBloom", FULL_BLOOM);
        });
        endpoint.requireAllRecorded();
        assertThat(endpoint.proxy().callsOf("eth_getBlockReceipts")).isNotEmpty();
    }

    @Test
    void whereBloomsAreNotComparedTheLogSaysSo(CapturedOutput output) throws Exception {
        try (OneEndpoint trusting = OneEndpoint.start(Map.of("poller.node.bloom-check", "false"))) {
            assertThat(output.getOut().lines())
                    .filteredOn(line -> line.contains("POLLER_NODE_BLOOM_CHECK"))
                    .singleElement()
                    .asString()
                    .contains("WARN", "Blooms are not compared");
            trusting.betweenPolls(() -> {
                trusting.watched().burns(2);
                changeHeaders(trusting, "logsBloom", "0x" + "00".repeat(256));
            });
            trusting.requireAllRecorded();
            trusting.betweenPolls(() -> {
                trusting.watched().node().mine(2);
                changeHeaders(trusting, "logsBloom", FULL_BLOOM);
            });
            trusting.requireAllRecorded();
            assertThat(trusting.proxy().callsOf("eth_getBlockReceipts")).isEmpty();
        }
    }

    private static void leaveOutLogs(NodeProxy proxy) {
        proxy.onCall("eth_getLogs").answer(Answer.result("[]"));
    }

    /** The head, which is asked for by its tag, stays as it is, and so does the cursor's block. */
    private static void changeHeaders(OneEndpoint at, String field, String value) {
        long cursor = at.watched().cursor();
        at.proxy()
                .onCall("eth_getBlockByNumber")
                .matching(call -> number(call) > cursor)
                .answer(Answer.changed(block -> ((ObjectNode) block).put(field, value)));
    }

    private static long number(RecordedCall call) {
        String block = call.params().path(0).asText();
        return block.startsWith("0x") ? Long.decode(block) : -1;
    }
}
