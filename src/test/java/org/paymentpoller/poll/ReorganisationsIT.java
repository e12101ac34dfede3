package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.ChainComparison;
import org.paymentpoller.fixture.LogLines;
import org.paymentpoller.fixture.Watched;

/** A chain that changes its mind: above the safe head nobody notices, below it nothing is written. */
@Tag("postgres")
class ReorganisationsIT {

    @Test
    void insideTheConfirmationsNoBurnIsLostAndNoneInvented() throws Exception {
        try (Watched watched = Watched.start()) {
            watched.start(watched.replicaBy(watched.proxy())
                    .patient()
                    .with("poller.finality", "3")
                    .with("poller.interval", "50ms"));
            for (int round = 0; round < 6; round++) {
                watched.burns(2);
                String snapshot = watched.node().snapshot();
                watched.contract().burn(1, BigInteger.valueOf(1 + round), Watched.DIGEST);
                watched.burn();
                watched.awaitCursorAt(watched.node().head() - 3);
                watched.node().revert(snapshot);
                watched.contract().burn(2, BigInteger.valueOf(100 + round), Watched.DIGEST);
                watched.node().mine(round % 3);
                watched.burn();
            }
            watched.node().mine(3);
            long safe = watched.node().head() - 3;
            watched.awaitCursorAt(safe);
            ChainComparison.requireExactly(watched.database(), watched.contract(), safe);
        }
    }

    @Test
    void anotherBranchOfTheSameHeightHaltsTheWatch() throws Exception {
        try (OneEndpoint endpoint = OneEndpoint.start(Map.of());
                AnvilNode branch = AnvilNode.start("--timestamp", "1700000000")) {
            endpoint.watched().burns(2);
            endpoint.requireAllRecorded();
            long block = endpoint.watched().cursor();
            branch.mine(Math.toIntExact(block - branch.head()));

            endpoint.proxy().moveTo(branch);

            endpoint.awaitWatch("HALTED", "block " + block);
            endpoint.proxy().moveTo(endpoint.watched().node());
            endpoint.requireAllRecorded();
        }
    }

    @Test
    void belowTheSafeHeadTheWatchHaltsWithOneErrorUntilTheChainIsBack() throws Exception {
        try (OneEndpoint endpoint = OneEndpoint.start(Map.of());
                AnvilNode branch = AnvilNode.start("--timestamp", "1700000000");
                LogLines lines = LogLines.of(PollFailures.class)) {
            Watched watched = endpoint.watched();
            watched.burns(3);
            endpoint.requireAllRecorded();
            BurnContract sameOnTheBranch = BurnContract.deploy(branch);
            assertThat(sameOnTheBranch.address()).isEqualTo(watched.contract().address());
            for (int i = 0; i < 6; i++) {
                var unused = sameOnTheBranch.burn(1, BigInteger.ONE, Watched.DIGEST);
            }
            long block = watched.cursor();
            Map<String, Object> cursor = watched.cursorRow();
            endpoint.proxy().moveTo(branch);
            endpoint.awaitWatch("HALTED", "block " + block);
            int asked = endpoint.proxy().callsOf("eth_getLogs").size();
            OneEndpoint.soon()
                    .until(() -> endpoint.proxy().callsOf("eth_getLogs").size() >= asked + 5);
            assertThat(watched.cursorRow()).isEqualTo(cursor);
            assertThat(watched.payments()).isEqualTo(3);
            JsonNode health = endpoint.pollingHealth();
            assertThat(health.at("/details/cursor").asLong()).isEqualTo(block);
            assertThat(health.at("/details/safeHead").asLong()).isEqualTo(branch.head());
            assertThat(lines.soFar())
                    .filteredOn(line -> line.startsWith("ERROR"))
                    .singleElement()
                    .asString()
                    .contains("block " + block, watched.node().blockHash(block), branch.blockHash(block));
            endpoint.proxy().moveTo(watched.node());
            endpoint.requireAllRecorded();
            watched.burns(2);
            endpoint.requireAllRecorded();
        }
    }
}
