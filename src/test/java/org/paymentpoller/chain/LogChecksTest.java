package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.paymentpoller.chain.TestChain.answered;
import static org.paymentpoller.chain.TestChain.block;
import static org.paymentpoller.chain.TestChain.blockHash;
import static org.paymentpoller.chain.TestChain.burn;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.chain.TestChain.LogDraft;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.NodeException;

class LogChecksTest {

    private static final BlockWindow WINDOW = new BlockWindow(10, 20);

    private final LogChecks checks = new LogChecks(new LogsRequest(TestChain.CONTRACT, BurnEvent.TOPIC0, WINDOW));

    @Test
    void logsComeInChainOrderHoweverTheyWereAnswered() throws NodeException {
        assertThat(check(burn(12, 0, 3), burn(11, 10, 2), burn(11, 9, 1)))
                .extracting(ChainLog::blockNumber, ChainLog::logIndex)
                .containsExactly(tuple(11L, 9L), tuple(11L, 10L), tuple(12L, 0L));
    }

    @Test
    void aRemovedLogIsLeftOut() throws NodeException {
        LogDraft removed = burn(12, 0, 1);
        removed.removed = true;
        removed.blockHash = blockHash(99);

        assertThat(check(removed, burn(12, 0, 2))).extracting(ChainLog::txHash).containsExactly(TestChain.txHash(2));
    }

    @Test
    void aLogThatComesTwiceCountsOnce() throws NodeException {
        LogDraft inCapitals = burn(12, 0, 1);
        inCapitals.txHash = "0x" + inCapitals.txHash.substring(2).toUpperCase(Locale.ROOT);

        assertThat(check(burn(12, 0, 1), burn(13, 0, 2), burn(12, 0, 1), inCapitals))
                .hasSize(2);
    }

    @Test
    void twoDifferentLogsAtOnePlaceAreNotBelieved() {
        assertRefused(
                "endpoint 1 gave two different logs at index 4 of block 12",
                burn(12, 4, 1),
                burn(12, 4, 1).amount(BigInteger.TWO));
    }

    @Test
    void twoHashesForOneBlockAreNotBelieved() {
        LogDraft other = burn(12, 1, 2);
        other.blockHash = blockHash(99);

        assertRefused(
                "endpoint 1 gave two hashes for block 12: " + blockHash(12) + " and " + blockHash(99),
                burn(12, 0, 1),
                other);
    }

    @Test
    void aHashThatIsNotTheEndBlocksIsNotBelieved() {
        LogDraft other = burn(20, 1, 2);
        other.blockHash = blockHash(99);

        assertRefused("endpoint 1 gave two hashes for block 20: " + blockHash(20) + " and " + blockHash(99), other);
    }

    @Test
    void oneTransactionInTwoBlocksIsNotBelieved() {
        assertRefused(
                "endpoint 1 gave transaction " + TestChain.txHash(1) + " in two blocks: 12 and 13",
                burn(12, 0, 1),
                burn(13, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 21, 1_000_000})
    void aLogOutsideTheWindowIsNotBelieved(long block) {
        assertRefused("endpoint 1 gave a log of block " + block + " when asked for 10 to 20", burn(block, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 20})
    void theEndsOfTheWindowBelongToIt(long block) throws NodeException {
        assertThat(check(burn(block, 0, 1))).hasSize(1);
    }

    @Test
    void aLogOfAnotherContractIsNotBelieved() {
        LogDraft log = burn(12, 0, 1);
        log.address = "0x" + "c1".repeat(20);

        assertRefused(
                "endpoint 1 gave a log of contract " + log.address + " when asked for " + TestChain.CONTRACT, log);
    }

    @Test
    void aContractInMixedCaseIsTheSame() throws NodeException {
        LogDraft log = burn(12, 0, 1);
        log.address = "0xC0" + "c0".repeat(19);

        assertThat(check(log)).extracting(ChainLog::address).containsExactly(TestChain.CONTRACT);
    }

    @Test
    void aLogOfAnotherEventIsNotBelieved() {
        LogDraft log = burn(12, 0, 1);
        log.topics = List.of(TestChain.DIGEST);

        assertRefused("endpoint 1 gave a log of another event in block 12", log);
    }

    @Test
    void aLogWithoutAnyTopicIsNotBelieved() {
        LogDraft log = burn(12, 0, 1);
        log.topics = List.of();

        assertRefused("endpoint 1 gave a log of another event in block 12", log);
    }

    @Test
    void whatIsNoLogIsNotBelieved() {
        assertThatThrownBy(() -> answered("[null]"))
                .isInstanceOf(NodeException.class)
                .hasMessage("endpoint 1 answered eth_getLogs with something that is no log");
    }

    static Stream<Map.Entry<String, Consumer<LogDraft>>> malformedFields() {
        return Stream.of(
                malformed("a log's block number", log -> log.blockNumber = nothing()),
                malformed("a log's block number", log -> log.blockNumber = "pending"),
                malformed("a log's block hash", log -> log.blockHash = nothing()),
                malformed("a log's block hash", log -> log.blockHash = "0x01"),
                malformed("a log's transaction hash", log -> log.txHash = nothing()),
                malformed("a log's transaction hash", log -> log.txHash = "0x" + "0g".repeat(32)),
                malformed("a log's index", log -> log.logIndex = nothing()),
                malformed("a log's index", log -> log.logIndex = "-0x1"),
                malformed("a log's address", log -> log.address = nothing()),
                malformed("a log's address", log -> log.address = TestChain.CONTRACT + "00"),
                malformed("a log's data", log -> log.data = nothing()),
                malformed("a log's data", log -> log.data = "0x123"),
                malformed("a log's topic", log -> log.topics = List.of(BurnEvent.TOPIC0, "0x01")));
    }

    @ParameterizedTest
    @MethodSource("malformedFields")
    void aFieldThatIsMissingOrMalformedIsNotBelieved(Map.Entry<String, Consumer<LogDraft>> field) {
        LogDraft log = burn(12, 0, 1);
        field.getValue().accept(log);

        assertThatThrownBy(() -> check(log))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("endpoint 1 gave " + field.getKey() + " that is missing or not well-formed: ");
    }

    @Test
    void aLogWhoseTopicsAreMissingIsNotBelieved() {
        LogDraft log = burn(12, 0, 1);
        log.topics = nothing();

        assertRefused("endpoint 1 gave a log without topics", log);
    }

    private void assertRefused(String message, LogDraft... logs) {
        assertThatThrownBy(() -> check(logs)).isInstanceOf(NodeException.class).hasMessage(message);
    }

    private List<ChainLog> check(LogDraft... logs) throws NodeException {
        return checks.checked(TestChain.ENDPOINT, block(WINDOW.to()), List.of(), answered(logs));
    }

    private static Map.Entry<String, Consumer<LogDraft>> malformed(String what, Consumer<LogDraft> change) {
        return Map.entry(what, change);
    }

    /** What a missing JSON field becomes in web3j's beans, which do not say so in their types. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        @Nullable T nothing = null;
        return nothing;
    }
}
