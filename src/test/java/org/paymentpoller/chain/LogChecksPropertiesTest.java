package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.paymentpoller.chain.TestChain.block;
import static org.paymentpoller.chain.TestChain.blockHash;
import static org.paymentpoller.chain.TestChain.burn;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.paymentpoller.chain.TestChain.LogDraft;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.NodeException;

class LogChecksPropertiesTest {

    private static final BlockWindow WINDOW = new BlockWindow(10, 29);
    private static final int MOST_LOGS_OF_A_BLOCK = 8;

    /** Where a log stands: each block has its logs from index 0 on, two to a transaction. */
    record Place(long block, long index) {

        LogDraft draft() {
            return burn(block, index, 100 * block + index / 2).amount(BigInteger.valueOf(1 + index));
        }
    }

    @Provide
    Arbitrary<List<Place>> places() {
        Arbitrary<Long> blocks = Arbitraries.longs().between(WINDOW.from(), WINDOW.to());
        Arbitrary<Long> indices = Arbitraries.longs().between(0, MOST_LOGS_OF_A_BLOCK - 1);
        return blocks.flatMap(block -> indices.map(index -> new Place(block, index)))
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<Consumer<LogDraft>> contradictions() {
        return Arbitraries.of(
                log -> log.blockHash = blockHash(99),
                log -> log.amount(BigInteger.valueOf(1_000)),
                log -> log.address = "0x" + "c1".repeat(20),
                log -> log.blockNumber = "0x9",
                log -> log.blockNumber = "0x1e",
                log -> log.topics = List.of(TestChain.DIGEST),
                log -> log.data = "0x0",
                log -> log.txHash = log.txHash.substring(2));
    }

    @Property
    void howeverTheyAreMixedAndRepeatedTheLogsAreTheSame(
            @ForAll("places") List<Place> places, @ForAll @IntRange(min = 0, max = 10) int again, @ForAll Random random)
            throws NodeException {
        List<LogDraft> answered = new ArrayList<>(drafts(places));
        for (int i = 0; i < again; i++) {
            answered.add(oneOf(places, random).draft());
        }
        Collections.shuffle(answered, random);

        assertThat(check(answered)).isEqualTo(check(drafts(places)));
        assertThat(check(answered)).hasSameSizeAs(places).isSortedAccordingTo(ChainLog.CHAIN_ORDER);
    }

    @Property
    void removedLogsChangeNothingWhateverElseIsWrongWithThem(
            @ForAll("places") List<Place> places,
            @ForAll("contradictions") Consumer<LogDraft> contradiction,
            @ForAll Random random)
            throws NodeException {
        LogDraft removed = oneOf(places, random).draft();
        contradiction.accept(removed);
        removed.removed = true;
        List<LogDraft> answered = new ArrayList<>(drafts(places));
        answered.add(random.nextInt(answered.size() + 1), removed);

        assertThat(check(answered)).isEqualTo(check(drafts(places)));
    }

    @Property
    void oneLogThatContradictsRejectsAllOfThemWhereverItStands(
            @ForAll("places") List<Place> places,
            @ForAll("contradictions") Consumer<LogDraft> contradiction,
            @ForAll Random random) {
        LogDraft contradicting = oneOf(places, random).draft();
        contradiction.accept(contradicting);
        List<LogDraft> answered = new ArrayList<>(drafts(places));
        answered.add(random.nextInt(answered.size() + 1), contradicting);

        assertThatThrownBy(() -> check(answered))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("endpoint 1 gave ");
    }

    private static List<LogDraft> drafts(List<Place> places) {
        return places.stream().map(Place::draft).toList();
    }

    private static Place oneOf(List<Place> places, Random random) {
        return places.get(random.nextInt(places.size()));
    }

    private static List<ChainLog> check(List<LogDraft> answered) throws NodeException {
        return new LogChecks(new LogsRequest(TestChain.CONTRACT, BurnEvent.TOPIC0, WINDOW))
                .checked(
                        TestChain.ENDPOINT,
                        block(WINDOW.to()),
                        List.of(),
                        TestChain.answered(answered.toArray(LogDraft[]::new)));
    }
}
