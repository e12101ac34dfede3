package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.RecordedCall;
import org.paymentpoller.ledger.BlockWindow;

/** An endpoint that refuses in the words of real ones; one replica meets them all, one after another. */
@Tag("postgres")
class RefusedRangesIT {

    private static final int MOST = 6;
    private static final int SERVED = 3;
    private static final int MOST_RESULTS = 10;
    private static final int BACKLOG = 8;

    private static OneEndpoint endpoint;

    @BeforeAll
    static void start() throws Exception {
        endpoint = OneEndpoint.start(Map.of("poller.max-block-range", Integer.toString(MOST)));
    }

    @AfterAll
    static void end() throws Exception {
        endpoint.close();
    }

    @AfterEach
    void heal() {
        endpoint.proxy().heal();
    }

    static Stream<ProviderRefusal> limitsOfARange() throws IOException {
        return Stream.concat(
                ProviderRefusal.all().filter(ProviderRefusal::isAboutTheRange), ProviderRefusal.withoutAWord());
    }

    static Stream<ProviderRefusal> refusalsForAWhile() throws IOException {
        return ProviderRefusal.all().filter(refusal -> !refusal.isAboutTheRange());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limitsOfARange")
    void aLimitOfBlocksIsLearntWhateverItsWordsAndEveryBurnIsRecorded(ProviderRefusal refusal) throws Exception {
        awaitFullWidth();
        endpoint.betweenPolls(() -> {
            endpoint.watched().burns(BACKLOG);
            endpoint.proxy()
                    .onCall("eth_getLogs")
                    .matching(call -> range(call).blocks() > SERVED)
                    .answerWith(refusal::to);
        });
        endpoint.requireAllRecorded();
        // What broke in a batch is asked for alone as well.
        List<BlockWindow> asked =
                AskedRanges.by(endpoint.proxy()).stream().distinct().toList();
        BlockWindow refused = asked.get(0);
        assertThat(refused.blocks()).isEqualTo(MOST);
        assertThat(asked.get(1)).isEqualTo(new BlockWindow(refused.from(), refused.from() + SERVED - 1));
        if (refusal.expected().startsWith("blocks:")) {
            assertThat(servedBlocks()).as("shown in health").isEqualTo(SERVED);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusalsForAWhile")
    void aRefusalThatIsNotAboutTheRangeLeavesTheRangeAsItWas(ProviderRefusal refusal) throws Exception {
        awaitFullWidth();
        endpoint.betweenPolls(() -> {
            endpoint.watched().burns(BACKLOG);
            endpoint.proxy().onCall("eth_getLogs").times(1).answerWith(refusal::to);
        });
        endpoint.requireAllRecorded();
        List<BlockWindow> asked = AskedRanges.by(endpoint.proxy());
        assertThat(asked.get(0).blocks()).isEqualTo(MOST);
        assertThat(asked.get(1)).isEqualTo(asked.get(0));
        assertThat(servedBlocks()).isEqualTo(MOST);
    }

    @Test
    void aLimitOnResultsNarrowsDenseBlocksAndSparseOnesAreServedWideAgain() throws Exception {
        awaitFullWidth();
        endpoint.betweenPolls(() -> {
            for (int i = 0; i < MOST; i++) {
                var unused = endpoint.watched().contract().burnMany(MOST_RESULTS / 2 - 1, BigInteger.ONE);
            }
            endpoint.proxy()
                    .onCall("eth_getLogs")
                    .matching(call -> endpoint.watched()
                                    .contract()
                                    .logs(range(call).from(), range(call).to())
                                    .size()
                            > MOST_RESULTS)
                    .answer(Answer.error(-32005, "query returned more than " + MOST_RESULTS + " results"));
        });
        endpoint.requireAllRecorded();
        assertThat(AskedRanges.by(endpoint.proxy()))
                .extracting(BlockWindow::blocks)
                .startsWith((long) MOST)
                .contains(1L);
        endpoint.proxy().clear();
        endpoint.watched().node().mine(10 * MOST);
        endpoint.requireAllRecorded();
        assertThat(AskedRanges.by(endpoint.proxy()))
                .extracting(BlockWindow::blocks)
                .contains((long) MOST);
        assertThat(servedBlocks()).isEqualTo(MOST);
    }

    /** What was learnt in one case is unlearnt by windows that go well. */
    private static void awaitFullWidth() {
        OneEndpoint.soon().until(() -> {
            if (servedBlocks() < MOST) {
                endpoint.watched().node().mine(16 * SERVED);
                endpoint.requireAllRecorded();
            }
            return servedBlocks() == MOST;
        });
    }

    private static int servedBlocks() {
        return endpoint.endpointHealth().path("servedBlocks").asInt();
    }

    private static BlockWindow range(RecordedCall call) {
        return new BlockWindow(Long.decode(call.filter("fromBlock")), Long.decode(call.filter("toBlock")));
    }

    /** A row of the table of what public endpoints answer, its limit of blocks scaled down to {@value #SERVED}. */
    private record ProviderRefusal(String provider, String http, String code, String message, String expected) {

        static Stream<ProviderRefusal> all() throws IOException {
            try (InputStream table = RefusedRangesIT.class.getResourceAsStream("/rpc-errors.tsv")) {
                String text = new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
                return text.lines()
                        .filter(line -> !line.startsWith("#") && !line.isBlank())
                        .map(line -> line.split("\t", -1))
                        .map(row -> new ProviderRefusal(row[0], row[1], row[2], scaled(row[3], row[4]), row[4]));
            }
        }

        /** How nodes and gateways break at a range that is too much for them. */
        static Stream<ProviderRefusal> withoutAWord() {
            return Stream.of(
                    new ProviderRefusal("a node", "500", "-32603", "Internal error", "halve"),
                    new ProviderRefusal("a gateway", "504", "", "<html><h1>504 Gateway Time-out</h1></html>", "halve"));
        }

        boolean isAboutTheRange() {
            return expected.equals("halve") || expected.equals("suggested") || expected.startsWith("blocks:");
        }

        Answer to(RecordedCall call) {
            long from = range(call).from();
            String end = Long.toHexString(from + SERVED - 1);
            String said = message.replace("{from}", Long.toHexString(from))
                    .replace("{mid}", end)
                    .replace("{from+499}", end);
            if (code.isEmpty()) {
                return Answer.http(Integer.parseInt(http), said);
            }
            return http.equals("200")
                    ? Answer.error(Integer.parseInt(code), said)
                    : Answer.errorWithStatus(Integer.parseInt(http), Integer.parseInt(code), said);
        }

        private static String scaled(String message, String expected) {
            if (!expected.startsWith("blocks:")) {
                return message;
            }
            long limit = Long.parseLong(expected.substring("blocks:".length()));
            return message.replace(String.format("%,d", limit), Integer.toString(SERVED))
                    .replace(Long.toString(limit), Integer.toString(SERVED));
        }

        @Override
        public String toString() {
            return provider + " " + http + " " + code + " " + message;
        }
    }
}
