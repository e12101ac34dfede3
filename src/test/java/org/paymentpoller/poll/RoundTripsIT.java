package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.CountedSql;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.Watched;

/** What a window costs between the replica and the database. */
@Tag("postgres")
class RoundTripsIT {

    private static final int FEW = 10;
    private static final int MORE = 50;
    private static final int MOST_A_WINDOW = 6;

    private static Watched watched;

    @BeforeAll
    static void startChain() {
        watched = Watched.start();
        watched.migrate();
    }

    @AfterAll
    static void end() throws Exception {
        watched.close();
    }

    @Test
    void aWindowTakesAtMostSixRoundTripsHoweverManyBurnsItHas() throws Exception {
        // Seeds the row, so that the replicas that are counted all start alike.
        roundTripsOfWindows(1, 1);

        long few = roundTripsOfWindows(FEW, 1);
        long more = roundTripsOfWindows(MORE, 1);
        long moreWithManyBurns = roundTripsOfWindows(MORE, 100);

        assertThat(more - few).isLessThanOrEqualTo((long) (MORE - FEW) * MOST_A_WINDOW);
        assertThat(moreWithManyBurns - few).isLessThanOrEqualTo((long) (MORE - FEW) * MOST_A_WINDOW);
    }

    /** Of a replica from its start until it has read so many blocks, each in a window of its own. */
    private static long roundTripsOfWindows(int blocks, int burnsInABlock) throws Exception {
        for (int i = 0; i < blocks; i++) {
            watched.contract().burnMany(burnsInABlock, BigInteger.ONE);
        }
        forgetThatAnotherReplicaHasJustCaughtUp();
        try (CountedSql sql = new CountedSql(PostgresServer.shared());
                Replica replica = watched.replicaBy(watched.proxy())
                        .with("spring.datasource.url", throughCounter(sql))
                        // The pool makes a second connection when it comes to it, in one of the starts or in none.
                        .with("spring.datasource.hikari.maximum-pool-size", "1")
                        .with("poller.max-block-range", "1")
                        .with("poller.interval", "1h")
                        .start()) {
            watched.awaitAllRecorded();
            return sql.roundTrips();
        }
    }

    private static void forgetThatAnotherReplicaHasJustCaughtUp() {
        watched.database()
                .sql()
                .sql("UPDATE block_cursors SET caught_up_at = NULL, caught_up_block = NULL")
                .update();
    }

    private static String throughCounter(CountedSql sql) {
        return watched.database().jdbcUrlThrough("127.0.0.1", sql.port()) + "?sslmode=disable";
    }
}
