package org.paymentpoller.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.ReplicaProcess;
import org.paymentpoller.fixture.Watched;

/** The commands as processes of their own, on a watch that two replicas poll. */
@Tag("postgres")
class CommandLineIT {

    private static final long PATIENCE_SECONDS = 90;

    private static Watched watched;
    private static Replica.Settings settings;

    @BeforeAll
    static void startTwoReplicas() {
        watched = Watched.start();
        NodeProxy proxy = watched.proxy();
        settings = watched.replicaBy(proxy);
        watched.start(settings);
        watched.start(watched.replicaBy(watched.proxy()));
        watched.burns(4);
        watched.awaitAllRecorded();
    }

    @AfterAll
    static void end() throws Exception {
        watched.close();
    }

    /** What a command printed and how it ended. */
    private record Ended(int exitCode, List<String> lines) {}

    @Test
    void verifyingShowsItsProgressAndEndsWithOneWhereSomethingDiffers() {
        long cursor = watched.cursor();
        Ended clean = run(Map.of("POLLER_MAX_BLOCK_RANGE", "1"), "verify", "--from", "1", "--to", "" + cursor);
        assertThat(clean.exitCode()).isZero();
        assertThat(clean.lines())
                .contains("block 1 of 1 to " + cursor + " (" + 100 / cursor + "%)")
                .contains("block " + cursor + " of 1 to " + cursor + " (100%)")
                .last()
                .asString()
                .endsWith(" on chain, 0 missing, 0 extra, 0 different");

        watched.database()
                .sql()
                .sql("DELETE FROM payments WHERE block_number = 2")
                .update();
        Ended different = run(Map.of(), "verify", "--from=1", "--to=" + cursor);
        assertThat(different.exitCode()).isOne();
        assertThat(different.lines()).anyMatch(line -> line.startsWith("missing: payment 0x"));

        Ended replayed = run(Map.of(), "replay", "--from", "1", "--to", "2");
        assertThat(replayed.exitCode()).isZero();
        assertThat(replayed.lines()).contains("blocks 1 to 2: 1 recorded that was missing");
        assertThat(run(Map.of(), "verify", "--from", "1", "--to", "" + cursor).exitCode())
                .isZero();
    }

    @Test
    void aReplayThatLeavesATransactionAloneEndsWithOne() {
        String pair = watched.contract().burnMany(2, BigInteger.ONE);
        watched.awaitAllRecorded();
        String its = " WHERE tx_hash = '" + pair + "'";
        change("DELETE FROM payments" + its + " AND burn_index = 0");
        change("UPDATE payments SET burn_index = 0" + its);
        String[] replay = {"replay", "--from", "1", "--to", "" + watched.cursor()};

        Ended alone = run(Map.of(), replay);
        assertThat(alone.exitCode()).isOne();
        assertThat(alone.lines()).last().asString().contains("; 1 transaction left alone");

        change("UPDATE payments SET orphaned_at = now()" + its);
        assertThat(run(Map.of(), replay).exitCode()).isZero();
        watched.awaitAllRecorded();
    }

    @Test
    void aPauseFromTheTerminalHoldsForTheReplicasAndIsWrittenDown() {
        Ended paused = run(Map.of(), "pause", "--reason", "the bank is closed");
        assertThat(paused.exitCode()).isZero();
        assertThat(paused.lines()).containsExactly("paused at block " + watched.cursor());
        assertThat(watched.cursorRow()).containsEntry("paused", "the bank is closed");
        Ended status = run(Map.of(), "status");
        assertThat(status.exitCode()).isZero();
        assertThat(status.lines())
                .contains("paused: the bank is closed")
                .first()
                .asString()
                .startsWith("cursor payment-poller: block " + watched.cursor());

        assertThat(run(Map.of(), "resume").lines()).last().asString().startsWith("resumed at block");
        assertThat(watched.cursorRow()).containsEntry("paused", null);
        assertThat(watched.database()
                        .sql()
                        .sql("SELECT DISTINCT who FROM operations WHERE operation IN ('pause', 'resume')")
                        .query(String.class)
                        .list())
                .containsExactly("os:" + System.getProperty("user.name"));
    }

    @Test
    void whatCannotBeDoneEndsWithTwoAndOneLine() {
        Ended unknown = run(Map.of(), "verfy");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.lines()).singleElement().asString().startsWith("There is no command 'verfy'");
        Ended above = run(Map.of(), "rewind-to", "--block", "1000000", "--reason", "why");
        assertThat(above.exitCode()).isEqualTo(2);
        assertThat(above.lines())
                .singleElement()
                .asString()
                .startsWith("refused: block is 1000000, above the cursor at block ");
        Ended elsewhere = run(Map.of("POLLER_CURSOR_ID", "nowhere"), "pause", "--reason", "why");
        assertThat(elsewhere.exitCode()).isEqualTo(2);
        assertThat(elsewhere.lines())
                .singleElement()
                .asString()
                .startsWith("refused: There is no row nowhere in block_cursors");
        assertThat(watched.number("SELECT count(*) FROM block_cursors")).isOne();
    }

    @Test
    void aNodeThatIsDownOrASettingThatIsMissingEndsWithThree() {
        Ended down = run(Map.of("POLLER_RPC_URL", "http://127.0.0.1:9"), "verify", "--from", "1", "--to", "2");
        assertThat(down.exitCode()).isEqualTo(3);
        assertThat(down.lines()).singleElement().asString().startsWith("failed: endpoint 1");
        Ended missing = run(Map.of("POLLER_BURN_CONTRACT_ADDRESS", ""), "status");
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.lines()).singleElement().asString().contains("POLLER_BURN_CONTRACT_ADDRESS is required");
    }

    @Test
    void theStatusTellsWhatTheRowSaysAlsoWhileNoNodeAnswersAndEndsWithThree() {
        change("UPDATE block_cursors SET paused = 'the bank is closed'");
        Ended status = run(Map.of("POLLER_RPC_URL", "http://127.0.0.1:9"), "status");
        change("UPDATE block_cursors SET paused = NULL");

        assertThat(status.exitCode()).isEqualTo(3);
        assertThat(status.lines())
                .hasSize(4)
                .contains(
                        "cursor payment-poller: block " + watched.cursor(),
                        "safe head: not known",
                        "paused: the bank is closed")
                .anyMatch(line -> line.startsWith("failed: endpoint 1"));
    }

    private static void change(String statement) {
        assertThat(watched.database().sql().sql(statement).update()).isOne();
    }

    private static Ended run(Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(settings.asEnvironment());
        environment.putAll(more);
        try (ReplicaProcess process = ReplicaProcess.command(environment, arguments)) {
            int exitCode = process.exitCode(PATIENCE_SECONDS);
            return new Ended(exitCode, process.lines());
        }
    }
}
