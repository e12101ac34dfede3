package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.Burners;
import org.paymentpoller.fixture.CursorHistory;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.Watched;
import org.paymentpoller.ledger.BlockWindow;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Replicas that share one cursor, and nothing but the database. */
@Tag("postgres")
@ExtendWith(OutputCaptureExtension.class)
class ReplicasIT {

    private static final String ONCE = "1h";

    private Watched watched;

    @BeforeEach
    void startChain() {
        watched = Watched.start();
    }

    @AfterEach
    void end() throws Exception {
        watched.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void startedAtOnceOnAnEmptyDatabaseShareTheBurnsAndAskForNoBlockTwice(int count, CapturedOutput output)
            throws Exception {
        List<NodeProxy> proxies = Stream.generate(watched::proxy).limit(count).toList();
        startAtOnce(proxies);
        assertThat(watched.number("SELECT count(*) FROM block_cursors")).isOne();
        watched.awaitCursorAt(watched.node().head());
        CursorHistory history = CursorHistory.begin(watched);
        long begin = watched.cursor();
        Burners burners = Burners.start(watched.contract(), Duration.ofMillis(10));
        try (burners) {
            await().until(() -> proxies.stream()
                            .flatMap(proxy -> AskedRanges.by(proxy).stream())
                            .filter(range -> range.from() > begin)
                            .count()
                    >= 5L * count);
        }
        watched.awaitAllRecorded();
        AskedRanges.requireEachBlockOnce(0, watched.node().head(), proxies);
        assertThat(history.moves()).isNotEmpty().allMatch(move -> move.before() < move.after());
        assertThat(history.moves()).extracting(CursorHistory.Move::after).isSorted();
        assertThat(output).doesNotContain("was rolled back").doesNotContain("No window could begin");
    }

    @Test
    void aWaiterReadsTheCursorThatTheHolderMovedAndAsksOnlyForTheRest() {
        watched.migrate();
        CursorHistory history = CursorHistory.begin(watched);
        watched.burns(3);
        long first = watched.node().head();
        NodeProxy holder = watched.proxy();
        NodeProxy waiter = watched.proxy();
        holder.onCall("eth_getLogs").times(1).answer(Answer.hang());
        watched.start(watched.replicaBy(holder).patient().with("poller.interval", ONCE));
        await().until(() -> holder.heldBack() == 1);
        int lockingBackend = (int) watched.number("""
                SELECT pid FROM pg_stat_activity
                 WHERE datname = current_database() AND state = 'idle in transaction'
                """);
        long lockingTransaction = watched.number("""
                SELECT CAST(CAST(transactionid AS TEXT) AS BIGINT) FROM pg_locks
                 WHERE locktype = 'transactionid' AND granted AND pid = %d
                """.formatted(lockingBackend));

        watched.start(watched.replicaBy(waiter).patient().with("poller.interval", "1s"));
        await().untilAsserted(() ->
                assertThat(watched.number("""
                        SELECT count(*) FROM pg_stat_activity
                         WHERE datname = current_database() AND %d = ANY (pg_blocking_pids(pid))
                           AND query LIKE '%%FOR UPDATE%%'
                        """.formatted(lockingBackend))).isOne());
        assertThat(waiter.callsOf("eth_getBlockByNumber"))
                .as("questions of the waiter before it has the cursor")
                .isEmpty();
        watched.burns(2);
        long second = watched.node().head();
        holder.release();

        watched.awaitAllRecorded();
        assertThat(AskedRanges.by(holder)).containsExactly(new BlockWindow(0, first));
        assertThat(AskedRanges.by(waiter)).containsExactly(new BlockWindow(first + 1, second));
        assertThat(history.moves().get(0))
                .as("the lock was held by one transaction from lock-cursor to advance-cursor")
                .isEqualTo(new CursorHistory.Move(-1, first, lockingBackend, lockingTransaction));
    }

    @Test
    void aBacklogIsDrainedInOneTickWithACommitAWindow() {
        watched.migrate();
        CursorHistory history = CursorHistory.begin(watched);
        watched.burns(20);
        NodeProxy proxy = watched.proxy();
        watched.start(
                watched.replicaBy(proxy).patient().with("poller.interval", ONCE).with("poller.max-block-range", "2"));
        watched.awaitAllRecorded();
        assertThat(history.moves())
                .hasSize(11)
                .extracting(CursorHistory.Move::after)
                .containsExactly(1L, 3L, 5L, 7L, 9L, 11L, 13L, 15L, 17L, 19L, 21L);
        assertThat(history.moves()).extracting(CursorHistory.Move::transaction).doesNotHaveDuplicates();
    }

    @Test
    void anotherReplicaGetsItsShareOfABacklog() {
        watched.node().mine(200);
        watched.burns(3);
        NodeProxy first = watched.proxy();
        NodeProxy second = watched.proxy();
        first.onCall("eth_getLogs").times(1).answer(Answer.hang());
        for (NodeProxy proxy : List.of(first, second)) {
            watched.start(watched.replicaBy(proxy)
                    .patient()
                    .with("poller.interval", ONCE)
                    .with("poller.max-block-range", "1"));
            await().until(() -> first.heldBack() == 1);
        }
        // From here on they take turns.
        await().until(() -> watched.number("""
                SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE%'
                """) == 1);
        first.release();
        watched.awaitAllRecorded();
        AskedRanges.requireEachBlockOnce(0, watched.node().head(), List.of(first, second));
        assertThat(AskedRanges.by(first)).hasSizeGreaterThan(20);
        assertThat(AskedRanges.by(second)).hasSizeGreaterThan(20);
    }

    @Test
    void replicasThatHaveCaughtUpTogetherAskTheNodeAsOftenAsOneWould() {
        watched.burns(2);
        NodeProxy first = watched.proxy();
        NodeProxy second = watched.proxy();
        watched.start(watched.replicaBy(first).with("poller.interval", ONCE));
        watched.awaitAllRecorded();

        Replica late = watched.start(watched.replicaBy(second).with("poller.interval", ONCE));
        await().until(() -> late.bean(WatchStatus.class).now().lastSuccess().isPresent());

        assertThat(second.callsOf("eth_getLogs")).isEmpty();
        assertThat(second.callsOf("eth_getBlockByNumber")).isEmpty();
    }

    @Test
    void aReplicaPollsWhenTheOneThatPolledBeforeIsGone() {
        watched.burns(2);
        Replica first = watched.start(watched.replicaBy(watched.proxy()).with("poller.interval", "1s"));
        watched.start(watched.replicaBy(watched.proxy()).with("poller.interval", "1s"));
        watched.awaitAllRecorded();

        first.close();
        watched.burns(2);

        watched.awaitAllRecorded();
    }

    @Test
    void aCursorThatWasPutBackIsABacklogForEveryReplica() {
        watched.burns(2);
        watched.start(watched.replicaBy(watched.proxy()).with("poller.interval", ONCE));
        watched.awaitAllRecorded();
        long head = watched.cursor();
        watched.moveCursorByHandTo(0);

        watched.start(watched.replicaBy(watched.proxy()).with("poller.interval", ONCE));

        watched.awaitCursorAt(head);
    }

    private void startAtOnce(List<NodeProxy> proxies) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(proxies.size());
        try {
            List<Future<Replica>> starting = proxies.stream()
                    .map(proxy -> threads.submit(() ->
                            watched.start(watched.replicaBy(proxy).patient().with("poller.interval", "50ms"))))
                    .toList();
            for (Future<Replica> replica : starting) {
                var unused = replica.get(5, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdown();
        }
    }
}
