package org.paymentpoller.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.ChainComparison;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.Watched;

/** Each operation by JMX on a watch that two replicas poll. */
@Tag("postgres")
class OperationsIT {

    private static final String NO_PAYMENT = "0x" + "00".repeat(32);

    private Watched watched;
    private NodeProxy proxyOfOne;
    private NodeProxy proxyOfOther;
    private WatchByJmx one;
    private WatchByJmx other;

    @BeforeEach
    void startTwoReplicas() {
        watched = Watched.start("--order", "fifo");
        proxyOfOne = watched.proxy();
        proxyOfOther = watched.proxy();
        one = WatchByJmx.of(start(proxyOfOne));
        other = WatchByJmx.of(start(proxyOfOther));
    }

    @AfterEach
    void end() throws Exception {
        watched.close();
    }

    @Test
    void theWatchTellsHowFarItIsAndDescribesWhatCanBeDoneToIt() throws Exception {
        watched.burns(2);
        watched.awaitAllRecorded();
        long head = watched.node().head();
        soon().untilAsserted(() -> assertThat(one.attribute("Cursor")).isEqualTo(head));

        assertThat(one.attribute("State")).isEqualTo("POLLING");
        assertThat(one.attribute("Reason")).isEqualTo("");
        assertThat(one.attribute("Head")).isEqualTo(head);
        assertThat(one.attribute("SafeHead")).isEqualTo(head);
        assertThat(one.attribute("LagBlocks")).isEqualTo(0L);
        assertThat(one.attribute("LagSeconds")).isEqualTo(0L);
        assertThat(one.attribute("LastSuccess")).asString().startsWith("20");
        soon().untilAsserted(
                        () -> assertThat(one.attribute("LastPoll")).asString().startsWith("20"));
        assertThat((Long) one.attribute("LastPollMillis")).isNotNegative();
        assertThat(one.attribute("LastError")).isEqualTo("");
        assertThat(one.attribute("ServedBlocks")).isEqualTo(Map.of("endpoint 1", 2L));
        MBeanInfo info = ManagementFactory.getPlatformMBeanServer().getMBeanInfo(one.name());
        Set<String> operations = Stream.of(info.getOperations())
                .filter(operation -> operation.getDescription().length() > 20)
                .map(MBeanOperationInfo::getName)
                .collect(Collectors.toSet());
        assertThat(operations).contains("pause", "resume", "rewindTo", "replay", "verify", "acceptReorganisation");
    }

    @Test
    void aPauseByOneReplicaHoldsForBothUntilTheOtherResumes() {
        watched.burns(2);
        watched.awaitAllRecorded();
        long cursor = watched.cursor();

        assertThat(one.pause("the bank is closed")).isEqualTo("paused at block " + cursor);
        watched.burns(2);
        for (WatchByJmx replica : List.of(one, other)) {
            soon().untilAsserted(() -> {
                assertThat(replica.attribute("State")).isEqualTo("PAUSED");
                assertThat(replica.attribute("Head")).isEqualTo(cursor + 2);
            });
            assertThat(replica.attribute("Reason")).isEqualTo("the bank is closed");
            assertThat(replica.attribute("LagBlocks")).isEqualTo(2L);
        }
        awaitPollsOfBoth();
        assertThat(watched.cursor()).isEqualTo(cursor);
        assertThat(watched.payments()).isEqualTo(2);

        assertThat(other.resume()).isEqualTo("resumed at block " + cursor + "; it was paused: the bank is closed");
        watched.awaitAllRecorded();
        soon().untilAsserted(() -> assertThat(one.attribute("State")).isEqualTo("POLLING"));
        String who = "os:" + System.getProperty("user.name");
        assertThat(operations())
                .containsExactly(
                        "pause {} the bank is closed by " + who + ": paused at block " + cursor,
                        "resume {} null by " + who + ": resumed at block " + cursor
                                + "; it was paused: the bank is closed");
    }

    @Test
    void aPausedWatchIsPausedAlsoWhileNoNodeAnswersAndFailsOnceResumed() {
        watched.burn();
        watched.awaitAllRecorded();
        proxyOfOther.onAnyCall().answer(Answer.error(-32000, "out of order"));
        soon().untilAsserted(() -> assertThat(other.attribute("State")).isEqualTo("FAILING"));

        one.pause("the bank is closed");
        proxyOfOne.onAnyCall().answer(Answer.error(-32000, "out of order"));

        for (WatchByJmx replica : List.of(one, other)) {
            soon().untilAsserted(() -> {
                assertThat(replica.attribute("State")).isEqualTo("PAUSED");
                assertThat((String) replica.attribute("Reason"))
                        .startsWith("the bank is closed; the head is not known: ")
                        .contains("out of order");
            });
            Object success = replica.attribute("LastSuccess");
            soon().untilAsserted(() ->
                    assertThat(replica.attribute("LastSuccess")).isNotNull().isNotEqualTo(success));
        }

        one.resume();
        awaitBoth("FAILING");
        proxyOfOne.heal();
        proxyOfOther.heal();
        awaitBoth("POLLING");
    }

    @Test
    void aCursorThatIsPutBackRecordsNothingTwice() {
        watched.burns(3);
        watched.awaitAllRecorded();
        List<Map<String, Object>> before = payments();
        long head = watched.node().head();

        assertThat(one.rewindTo(1, "the auditors asked")).isEqualTo("moved from block " + head + " to block 1");
        watched.awaitAllRecorded();

        assertThat(payments()).isEqualTo(before);
        assertThat(watched.cursorRow())
                .containsEntry("hash_block", head)
                .containsEntry("last_processed_hash", watched.node().blockHash(head));
        assertThat(operations())
                .singleElement()
                .asString()
                .startsWith("rewind-to {\"block\": 1} the auditors asked by os:")
                .endsWith("moved from block " + head + " to block 1");
    }

    @Test
    void whatIsMissingIsReplayedAlsoBesideWhatIsRecordedOfTheSameTransaction() {
        watched.burns(2);
        String pair = watched.contract().burnMany(2, BigInteger.ONE);
        watched.contract().emitRaw(List.of(BurnContract.TOPIC0), NO_PAYMENT);
        watched.burns(2);
        watched.awaitAllRecorded();
        long cursor = watched.cursor();
        String untouched = one.replay(0, cursor);
        delete("DELETE FROM payments WHERE burn_index = 1 AND tx_hash = '" + pair + "'", 1);
        delete("DELETE FROM payments WHERE block_number = 2", 1);
        delete("DELETE FROM rejected_events", 1);

        String outcome = other.replay(0, cursor);

        assertThat(untouched).isEqualTo("blocks 0 to " + cursor + ": 0 recorded that were missing");
        assertThat(outcome).isEqualTo("blocks 0 to " + cursor + ": 3 recorded that were missing");
        assertThat(watched.cursor()).isEqualTo(cursor);
        ChainComparison.requireExactly(watched.database(), watched.contract(), cursor);
        assertThat(operations()).hasSize(2).last().asString().endsWith(outcome);
    }

    @Test
    void aReplayThatARewindEndsHasFailedAndTellsWhatItRecorded() {
        watched.burns(4);
        watched.awaitAllRecorded();
        long cursor = watched.cursor();
        delete("DELETE FROM payments WHERE block_number = 2", 1);
        WatchOperations third = start(watched.proxy()).bean(WatchOperations.class);
        one.pause("the auditors asked");

        assertThatExceptionOfType(OperationFailedException.class)
                .isThrownBy(() -> third.replay(1, cursor, (done, all) -> other.rewindTo(1, "the auditors asked")))
                .withMessage("to is " + cursor + ", above the cursor at block 1: what lies above it is not recorded"
                        + " yet");

        assertThat(operations().stream().filter(line -> line.startsWith("replay")))
                .satisfiesExactly(
                        first -> assertThat(first).endsWith(": blocks 1 to 2: 1 recorded that was missing"),
                        last -> assertThat(last).contains(": failed: to is " + cursor));
        assertThat(watched.payments()).isEqualTo(4);
    }

    @Test
    void aTransactionWhoseRowsContradictTheChainIsLeftAloneByAReplay() {
        String pair = watched.contract().burnMany(2, BigInteger.ONE);
        String single = watched.burn();
        watched.awaitAllRecorded();
        long cursor = watched.cursor();
        // As where a node had left out the first burn, so that the second one was numbered as the first.
        delete("DELETE FROM payments WHERE burn_index = 0 AND tx_hash = '" + pair + "'", 1);
        delete("UPDATE payments SET burn_index = 0 WHERE tx_hash = '" + pair + "'", 1);
        delete("DELETE FROM payments WHERE tx_hash = '" + single + "'", 1);

        String outcome = one.replay(0, cursor);

        assertThat(outcome)
                .isEqualTo("blocks 0 to " + cursor + ": 1 recorded that was missing; 1 transaction left alone, because"
                        + " its rows contradict the chain, as verify shows");
        assertThat(watched.payments()).isEqualTo(2);
        assertThat(operations()).last().asString().endsWith(outcome);
        assertThat(one.verify(0, cursor)).contains("payment " + pair + " burn_index 0: log_index is 1, on chain 0");

        delete("UPDATE payments SET orphaned_at = now() WHERE tx_hash = '" + pair + "'", 1);
        assertThat(one.replay(0, cursor)).isEqualTo("blocks 0 to " + cursor + ": 2 recorded that were missing");
        ChainComparison.requireExactly(watched.database(), watched.contract(), cursor);
    }

    @Test
    void whatAVerificationFoundIsToldAlsoWhereItCannotBeWrittenDown() {
        watched.burn();
        watched.awaitAllRecorded();
        long cursor = watched.cursor();
        watched.database()
                .sql()
                .sql("ALTER TABLE operations ADD CONSTRAINT nobody_may CHECK (operation <> 'verify')")
                .update();

        assertThat(one.verify(0, cursor).lines())
                .hasSize(2)
                .startsWith("blocks 0 to " + cursor + ": 1 event on chain, 0 missing, 0 extra, 0 different")
                .last()
                .asString()
                .startsWith("not written down: ")
                .contains("nobody_may");
    }

    @Test
    void chainAndTablesAreComparedAndNeitherIsChanged() {
        List<String> burns = watched.burns(4);
        watched.contract().burnMany(3, BigInteger.ONE);
        watched.awaitAllRecorded();
        long cursor = watched.cursor();
        assertThat(one.verify(0, cursor))
                .isEqualTo("blocks 0 to " + cursor + ": 7 events on chain, 0 missing, 0 extra, 0 different");
        delete("DELETE FROM payments WHERE tx_hash = '" + burns.get(0) + "'", 1);
        delete("UPDATE payments SET amount = 11 WHERE tx_hash = '" + burns.get(1) + "'", 1);
        delete("UPDATE payments SET block_number = 2 WHERE tx_hash = '" + burns.get(2) + "'", 1);
        delete("UPDATE payments SET tx_hash = '0xinvented' WHERE tx_hash = '" + burns.get(3) + "'", 1);
        List<Map<String, Object>> before = payments();
        Map<String, Object> row = watched.cursorRow();

        String report = other.verify(0, cursor);

        assertThat(report.lines())
                .containsExactly(
                        "blocks 0 to " + cursor + ": 7 events on chain, 2 missing, 1 extra, 2 different",
                        "missing: payment " + burns.get(0) + " burn_index 0 in block 2",
                        "missing: payment " + burns.get(3) + " burn_index 0 in block 5",
                        "extra: payment 0xinvented burn_index 0 in block 5",
                        "different: payment " + burns.get(1) + " burn_index 0: amount is 11, on chain 10",
                        "different: payment " + burns.get(2) + " burn_index 0: block_number is 2, on chain 4");
        assertThat(payments()).isEqualTo(before);
        assertThat(watched.cursorRow()).isEqualTo(row);
        assertThat(operations())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("verify {\"to\": " + cursor + ", \"from\": 0} null by os:")
                .endsWith("7 events on chain, 2 missing, 1 extra, 2 different");
    }

    @Test
    void anAcceptedReorganisationMovesWhatIsMinedAgainAndDeletesNothing() {
        String kept = watched.burn();
        watched.awaitAllRecorded();
        String snapshot = watched.node().snapshot();
        String pair = watched.contract().burnMany(2, BigInteger.ONE);
        String gone = watched.burn();
        String rawPair = raw(pair);
        String rawGone = raw(gone);
        watched.awaitAllRecorded();
        long cursor = watched.cursor();
        String before = watched.node().blockHash(cursor);

        watched.node().revert(snapshot);
        // Here the chain is shorter than the cursor, then as long with other blocks, and at last longer.
        watched.node().setAutomine(false);
        watched.contract().burn(1, BigInteger.TEN, Watched.DIGEST);
        sendRaw(rawPair);
        watched.node().mine(3);
        watched.node().setAutomine(true);
        awaitBoth("HALTED");
        String hash = watched.node().blockHash(cursor);
        assertThat(one.attribute("Reason")).asString().contains("block " + cursor, before, hash);
        assertThat(one.attribute("LastError")).asString().contains("HALTED: ", before);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.replay(0, cursor))
                .withMessageContaining("accept the reorganisation first");

        String outcome = one.acceptReorganisation(cursor, "the exchange agreed");

        assertThat(outcome)
                .isEqualTo("cursor at block " + cursor + " with its present hash " + hash
                        + ": 2 mined again, 1 orphaned, 1 new");
        awaitBoth("POLLING");
        watched.awaitCursorAt(watched.node().head());
        assertThat(watched.payments()).isEqualTo(5);
        assertThat(orphaned()).containsExactly(gone);
        assertThat(watched.database()
                        .sql()
                        .sql("SELECT DISTINCT block_number FROM payments WHERE tx_hash IN (?, ?) ORDER BY 1")
                        .params(kept, pair)
                        .query(Long.class)
                        .list())
                .containsExactly(2L, 3L);
        assertThat(other.verify(0, watched.cursor())).contains(" 0 missing, 0 extra, 0 different");

        sendRaw(rawGone);
        watched.node().mine(1);
        watched.awaitAllRecorded();
        assertThat(orphaned()).isEmpty();
        assertThat(operations())
                .filteredOn(line -> line.startsWith("accept-reorganisation"))
                .singleElement()
                .asString()
                .startsWith("accept-reorganisation {\"block\": " + cursor + "} the exchange agreed by os:")
                .endsWith(outcome);
    }

    @Test
    void aReorganisationThatAnotherEndpointDoesNotConfirmIsNotAccepted() {
        watched.burns(2);
        watched.awaitAllRecorded();
        long cursor = watched.cursor();
        String recorded = watched.node().blockHash(cursor);
        NodeProxy stale = watched.proxy();
        stale.onCall("eth_getBlockByNumber")
                .matching(call -> call.params().path(0).asText().equals("0x" + Long.toHexString(cursor)))
                .answer(Answer.changed(block -> ((ObjectNode) block).put("hash", recorded)));
        WatchByJmx careful = WatchByJmx.of(watched.start(watched.replicaBy(watched.proxy(), stale)));
        watched.node().reorganise(1);
        watched.node().mine(1);
        Map<String, Object> row = watched.cursorRow();

        assertThatIllegalStateException()
                .isThrownBy(() -> careful.acceptReorganisation(cursor, "one of them says so"))
                .withMessageContaining("block " + cursor);

        assertThat(watched.cursorRow()).isEqualTo(row);
        assertThat(orphaned()).isEmpty();
        assertThat(operations()).singleElement().asString().contains("accept-reorganisation", ": failed: ");
    }

    @Test
    void whatCannotBeDoneIsRefusedInOneLineAndChangesNothing() {
        watched.burns(2);
        watched.awaitAllRecorded();
        long cursor = watched.cursor();
        Map<String, Object> row = watched.cursorRow();

        refused(() -> one.pause(null), "reason is empty");
        refused(() -> one.pause("  "), "reason is empty");
        refused(() -> one.pause("two\nlines"), "reason must be one line of at most 500 printable characters");
        refused(() -> one.pause("x".repeat(501)), "reason must be one line of at most 500 printable characters");
        refused(() -> one.rewindTo(1, ""), "reason is empty");
        refused(() -> one.rewindTo(-2, "why"), "block is -2, but the watch begins at block 0: it can go back to -1");
        refused(
                () -> one.rewindTo(cursor + 1, "why"),
                "block is " + (cursor + 1) + ", above the cursor at block " + cursor);
        refused(() -> one.replay(2, 1), "to is 1, below from, which is 2");
        refused(() -> one.replay(-1, 1), "from is -1, but the watch begins at block 0");
        refused(() -> one.verify(0, cursor + 1), "to is " + (cursor + 1) + ", above the cursor at block " + cursor);
        refused(() -> one.verify(0, Long.MAX_VALUE), "above the cursor at block " + cursor);
        refused(() -> one.acceptReorganisation(cursor, ""), "reason is empty");
        refused(() -> one.acceptReorganisation(cursor + 1, "why"), "above the cursor at block " + cursor);
        refused(() -> one.acceptReorganisation(cursor, "why"), "there is no reorganisation to accept");

        assertThat(watched.cursorRow()).isEqualTo(row);
        assertThat(operations()).isEmpty();
    }

    @Test
    void moreBlocksThanOneOperationMayReadAreRefused() {
        WatchByJmx narrow =
                WatchByJmx.of(watched.start(settings(proxyOfOne).with("poller.operations.max-blocks", "3")));
        watched.burns(4);
        watched.awaitAllRecorded();

        assertThat(narrow.verify(1, 3)).startsWith("blocks 1 to 3: ");
        refused(
                () -> narrow.verify(1, 4),
                "1 to 4 are 4 blocks, but one operation reads at most 3 (POLLER_OPERATIONS_MAX_BLOCKS)");
    }

    private static void refused(Runnable operation, String line) {
        assertThatIllegalArgumentException().isThrownBy(operation::run).withMessageContaining(line);
    }

    private Replica start(NodeProxy proxy) {
        return watched.start(settings(proxy));
    }

    private Replica.Settings settings(NodeProxy proxy) {
        return watched.replicaBy(proxy).with("poller.max-block-range", "2").with("poller.interval", "100ms");
    }

    private void awaitBoth(String state) {
        for (WatchByJmx replica : List.of(one, other)) {
            soon().untilAsserted(() -> assertThat(replica.attribute("State")).isEqualTo(state));
        }
    }

    private void awaitPollsOfBoth() {
        for (NodeProxy proxy : List.of(proxyOfOne, proxyOfOther)) {
            int before = proxy.httpRequests().size();
            soon().until(() -> proxy.httpRequests().size() >= before + 3);
        }
    }

    private String raw(String transaction) {
        return watched.node().rpc("eth_getRawTransactionByHash", transaction).asText();
    }

    private void sendRaw(String raw) {
        var unused = watched.node().rpc("eth_sendRawTransaction", raw);
    }

    private void delete(String statement, int rows) {
        assertThat(watched.database().sql().sql(statement).update()).isEqualTo(rows);
    }

    private List<Map<String, Object>> payments() {
        return watched.database()
                .sql()
                .sql("SELECT * FROM payments ORDER BY id")
                .query()
                .listOfRows();
    }

    private List<String> orphaned() {
        return watched.database()
                .sql()
                .sql("SELECT tx_hash FROM payments WHERE orphaned_at IS NOT NULL")
                .query(String.class)
                .list();
    }

    private List<String> operations() {
        return watched.database()
                .sql()
                .sql("SELECT operation || ' ' || arguments || ' ' || coalesce(reason, 'null') || ' by ' || who || ': '"
                        + " || outcome FROM operations WHERE at <= now() ORDER BY id")
                .query(String.class)
                .list();
    }

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(30));
    }
}
