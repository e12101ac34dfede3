package org.paymentpoller.poll;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.paymentpoller.fixture.TcpProxy;

/**
 * Cuts a replica's connections to the database at random times. It spares replicas that start: those give up, and would spend
 * the storm starting.
 */
final class DatabaseCuts {

    private static final Duration SHORTEST_CALM = Duration.ofSeconds(1);
    private static final Duration LONGEST_CALM = Duration.ofSeconds(6);

    private enum Kind {
        /** They are reset. */
        RESET(0),
        /** The server hears what the replica says, a COMMIT too, but its answers are lost; then they are reset. */
        ANSWERS_LOST(500),
        /** They are reset, and new ones are refused. */
        REFUSED(2_000);

        private final int longestMillis;

        Kind(int longestMillis) {
            this.longestMillis = longestMillis;
        }
    }

    private final Map<Kind, Integer> counts = new ConcurrentHashMap<>();
    private final Supplier<List<StormReplica>> polling;
    private final StormClock clock;
    private final Random random;

    /**
     * @param polling the replicas that may be cut at the moment
     */
    DatabaseCuts(Supplier<List<StormReplica>> polling, StormClock clock, Random random) {
        this.polling = polling;
        this.clock = clock;
        this.random = random;
    }

    /** Begins; the clock ends it. */
    void begin() {
        clock.atRandom(random, SHORTEST_CALM, LONGEST_CALM, () -> {
            List<StormReplica> replicas = polling.get();
            if (!replicas.isEmpty()) {
                cut(replicas.get(random.nextInt(replicas.size())).database());
            }
        });
    }

    private void cut(TcpProxy database) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        Duration pause = Duration.ofMillis(random.nextInt(kind.longestMillis + 1));
        switch (kind) {
            case RESET -> database.cutAll();
            case ANSWERS_LOST -> {
                database.stallAnswers(true);
                clock.after(pause, () -> {
                    database.cutAll();
                    database.stallAnswers(false);
                });
            }
            case REFUSED -> {
                database.refuse(true);
                database.cutAll();
                clock.after(pause, () -> database.refuse(false));
            }
        }
        counts.merge(kind, 1, Integer::sum);
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
