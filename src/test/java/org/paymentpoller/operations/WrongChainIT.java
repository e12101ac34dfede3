package org.paymentpoller.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.Watched;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoints;

/** Operations where an endpoint serves another chain than the watch's, which no poll has met before them. */
@Tag("postgres")
class WrongChainIT {

    private static final String WRONG = "endpoint 1 serves chain 5, but the watch belongs to chain 31337";

    private static Watched watched;
    private static AnvilNode youngOtherChain;
    private static NodeProxy first;
    private static NodeProxy only;
    private static Replica withTwoEndpoints;
    private static Replica withOneEndpoint;

    @BeforeAll
    static void recordAndStopPolling() throws Exception {
        watched = Watched.start();
        youngOtherChain = AnvilNode.startOnChain(5);
        first = watched.proxy();
        only = watched.proxy();
        withTwoEndpoints = watched.start(watched.replicaBy(first, watched.proxy()));
        withOneEndpoint = watched.start(watched.replicaBy(only));
        watched.burns(3);
        watched.awaitAllRecorded();
        for (Replica replica : List.of(withTwoEndpoints, withOneEndpoint)) {
            replica.camel().getRouteController().stopAllRoutes();
        }
    }

    @AfterAll
    static void end() throws Exception {
        watched.close();
        youngOtherChain.close();
    }

    @AfterEach
    void heal() {
        first.heal();
        only.moveTo(watched.node());
        change("UPDATE block_cursors SET chain_id = 31337, last_processed_block = hash_block");
        awaitTheRestOfTheFirst();
    }

    @Test
    void whereAnotherEndpointIsRightTheWrongOneIsPassedOver() {
        WatchOperations operations = withTwoEndpoints.bean(WatchOperations.class);
        long cursor = watched.cursor();
        first.onCall("eth_chainId").answer(Answer.result("\"0x5\""));
        change("DELETE FROM payments WHERE block_number = 2");

        assertThat(operations.verify(0, cursor, Progress.UNHEARD).summary())
                .isEqualTo("blocks 0 to " + cursor + ": 3 events on chain, 1 missing, 0 extra, 0 different");
        assertThat(first().lastFailure()).startsWith(WRONG);
        awaitTheRestOfTheFirst();
        assertThat(operations.replay(0, cursor, Progress.UNHEARD).outcome())
                .isEqualTo("blocks 0 to " + cursor + ": 1 recorded that was missing");
        awaitTheRestOfTheFirst();
        assertThat(operations.look().heads()).contains(new Heads(cursor, cursor));
        assertThat(first().lastFailure()).startsWith(WRONG);
    }

    @Test
    void theOnlyEndpointFailsItAlsoWhereNoHashIsCompared() {
        WatchOperations operations = withOneEndpoint.bean(WatchOperations.class);
        only.moveTo(youngOtherChain);

        // The other chain's head is below the cursor, and then the hash of the cursor's block is not known.
        assertThat(operations.look().failure().orElseThrow()).startsWith(WRONG);
        failsByTheChain(() -> operations.verify(0, watched.cursor(), Progress.UNHEARD));
        watched.moveCursorByHandTo(0);
        assertThat(operations.look().failure().orElseThrow()).startsWith(WRONG);
    }

    @Test
    void aRowThatPinsNoChainYetIsLookedAtOnAnyChain() {
        only.moveTo(youngOtherChain);
        change("UPDATE block_cursors SET chain_id = NULL");

        assertThat(withOneEndpoint.bean(WatchOperations.class).look().heads()).contains(new Heads(0, 0));
    }

    private static void failsByTheChain(ThrowingCallable operation) {
        assertThatThrownBy(operation)
                .isInstanceOf(OperationFailedException.class)
                .hasMessageStartingWith(WRONG);
    }

    private static Endpoint.Snapshot first() {
        return withTwoEndpoints.bean(Endpoints.class).snapshots().get(0);
    }

    /** While it rests it is not asked, and so passed over whatever it serves. */
    private static void awaitTheRestOfTheFirst() {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(() -> first().restsUntil().isEmpty());
    }

    private static void change(String statement) {
        assertThat(watched.database().sql().sql(statement).update()).isOne();
    }
}
