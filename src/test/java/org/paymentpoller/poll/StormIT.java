package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.Burners;
import org.paymentpoller.fixture.CursorHistory;
import org.paymentpoller.fixture.Watched;

/**
 * Everything at once, for two minutes or for {@code -Dstorm.seconds}, from a seed that is printed and can be given as
 * {@code -Dstorm.seed}. What the replicas said is then in target/storm.
 */
@Tag("postgres")
class StormIT {

    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("storm.seconds", 120));
    private static final long SEED = Long.getLong("storm.seed", System.nanoTime() % 1_000_000);
    private static final int REPLICAS = 3;
    private static final Duration BETWEEN_BURNS = Duration.ofMillis(30);
    /** The 20 s that are promised are those of a machine that is not overloaded, as three replicas make this one. */
    private static final Duration AFTER_HEALING = Duration.ofMinutes(1);

    @Test
    void replicasKilledInAStormOfFaultsRecordEveryBurnOnceAndNeverMoveTheCursorBackward() throws Exception {
        say("seed " + SEED + ", " + LENGTH.toSeconds() + " s");
        Random random = new Random(SEED);
        try (Watched watched = Watched.start()) {
            watched.migrate();
            CursorHistory history = CursorHistory.begin(watched);
            Storm storm = Storm.around(watched, REPLICAS, random);
            try (storm) {
                withinMinutes().until(() -> storm.replicas().stream().allMatch(StormReplica::isPolling));
                try (Burners burners = Burners.start(watched.contract(), BETWEEN_BURNS, random)) {
                    blow(storm, history);
                    heal(storm, watched);
                }
                watched.awaitAllRecorded();
                requireOneWay(history.moves(), watched.cursor());
                assertThat(storm.linesWith("Payment already processed"))
                        .as("burns that were read again after their window had been recorded")
                        .isEmpty();
                assertThat(storm.mishaps()).isEmpty();
            } finally {
                storm.summary().forEach(StormIT::say);
                say(watched.payments() + " payments and " + watched.rejectedEvents() + " rejected events up to block "
                        + watched.cursor());
            }
        }
    }

    private static void blow(Storm storm, CursorHistory history) {
        int before = history.moves().size();
        storm.begin();
        await().pollDelay(LENGTH).atMost(LENGTH.plusMinutes(1)).until(() -> true);
        assertThat(history.moves()).as("the moves of the cursor in the storm").hasSizeGreaterThan(before);
    }

    /** The promise counts from the moment at which nothing is wrong any more and the replicas run. */
    private static void heal(Storm storm, Watched watched) {
        storm.abate();
        withinMinutes().until(() -> storm.replicas().stream().allMatch(StormReplica::isPolling));
        storm.heal();
        long healed = System.nanoTime();
        long head = watched.node().head();
        await().pollInterval(Duration.ofMillis(100))
                .atMost(AFTER_HEALING)
                .untilAsserted(() -> assertThat(watched.cursor()).isGreaterThanOrEqualTo(head));
        say("recorded all that the storm had left %d ms after healing"
                .formatted(Duration.ofNanos(System.nanoTime() - healed).toMillis()));
        // One of them records and the others find nothing to ask, but none of them may be stuck.
        withinMinutes().until(() -> storm.replicas().stream().allMatch(StormReplica::isPolling));
    }

    /** Each move begins where the one before it ended, so that no block was passed over and none was read twice. */
    private static void requireOneWay(List<CursorHistory.Move> moves, long cursor) {
        List<Long> begins = new ArrayList<>(List.of(-1L));
        moves.forEach(move -> begins.add(move.after()));
        assertThat(moves).allMatch(move -> move.before() < move.after());
        assertThat(moves).extracting(CursorHistory.Move::before).isEqualTo(begins.subList(0, moves.size()));
        assertThat(begins.get(moves.size())).isEqualTo(cursor);
    }

    private static ConditionFactory withinMinutes() {
        return await().pollInterval(Duration.ofMillis(100)).atMost(Duration.ofMinutes(3));
    }

    private static void say(String line) {
        System.out.println("storm: " + line);
    }
}
