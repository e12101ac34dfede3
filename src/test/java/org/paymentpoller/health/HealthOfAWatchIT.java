package org.paymentpoller.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import javax.management.ObjectName;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.ChainComparison;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.RecordedCall;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.ReplicaHealth;
import org.paymentpoller.fixture.Rule;
import org.paymentpoller.fixture.TcpProxy;
import org.paymentpoller.fixture.TestDatabase;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What /actuator/health says of one replica, whose node was not there when it started, through all that befalls it. */
@Tag("postgres")
@ExtendWith(OutputCaptureExtension.class)
class HealthOfAWatchIT {

    private static final String DIGEST = "0x" + "ab".repeat(32);

    private static AnvilNode node;
    private static BurnContract contract;
    private static TestDatabase database;
    private static NodeProxy proxy;
    private static TcpProxy wire;
    private static Replica replica;
    private static ReplicaHealth health;

    @BeforeAll
    static void startWithoutNode() {
        node = AnvilNode.start();
        contract = BurnContract.deploy(node);
        database = PostgresServer.shared().createDatabase();
        proxy = NodeProxy.to(node);
        wire = TcpProxy.to(PostgresServer.shared());
        proxy.onRequest().answer(Answer.closeConnection());
        replica = Replica.on(database, proxy.url().toString(), contract)
                .with("spring.datasource.url", database.jdbcUrlThrough("127.0.0.1", wire.port()))
                .with("spring.datasource.hikari.connection-timeout", "1000")
                .with("poller.max-block-range", "1")
                .start();
        health = ReplicaHealth.of(replica);
        awaitWatch(503, "FAILING");
        assertThat(health.status("/readiness")).isEqualTo(200);
        proxy.heal();
        awaitWatch(200, "POLLING");
    }

    @AfterAll
    static void end() {
        if (replica != null) {
            replica.close();
        }
        proxy.close();
        wire.close();
        database.close();
        node.close();
    }

    @Test
    void aNodeThatIsDownIsTheWatchsTroubleAndNotTheReplicas() {
        proxy.onRequest().answer(Answer.http(502, "Bad Gateway"));
        awaitWatch(503, "FAILING");
        assertThat(health.reason()).contains("HTTP 502");
        assertThat(health.status("/liveness")).isEqualTo(200);
        assertThat(health.status("/readiness")).isEqualTo(200);
        proxy.heal();
        awaitWatch(200, "POLLING");
        assertThat(health.watch().has("reason")).isFalse();
    }

    @Test
    void withoutTheDatabaseTheReplicaIsAliveButNotReady() {
        wire.refuse(true);
        wire.cutAll();
        soon().until(() -> health.status("/readiness") == 503);
        assertThat(health.status("/liveness")).isEqualTo(200);
        proxy.onRequest().answer(Answer.closeConnection());
        soon().until(() -> health.state().equals("FAILING"));
        assertThat(health.status("/liveness")).isEqualTo(200);
        wire.refuse(false);
        proxy.heal();
        soon().until(() -> health.status("/readiness") == 200);
        awaitWatch(200, "POLLING");
    }

    @Test
    void aNodeThatMovesToAnotherChainStopsEveryWriteUntilItIsBack(CapturedOutput output) {
        proxy.onCall("eth_chainId").answer(Answer.result("\"0x5\""));
        awaitWatch(503, "WRONG_CHAIN");
        long cursor = cursor();
        contract.burn(0, BigInteger.ONE, DIGEST);
        proxy.clear();
        soon().until(() -> proxy.callsOf("eth_chainId").size() > 3);
        assertThat(cursor()).isEqualTo(cursor);
        assertThat(health.status("/readiness")).isEqualTo(503);
        assertThat(health.status("/liveness")).isEqualTo(200);
        assertThat(output.getOut().lines())
                .filteredOn(line -> line.contains("serves chain 5") && line.contains("belongs to chain 31337"))
                .isNotEmpty()
                .allMatch(line -> line.contains("ERROR"));
        proxy.heal();
        awaitWatch(200, "POLLING");
        assertThat(health.status("/readiness")).isEqualTo(200);
        requireCaughtUp();
    }

    @Test
    void aHeadBelowTheCursorIsSaidOnceAndHealsWithTheNode(CapturedOutput output) {
        contract.burn(0, BigInteger.ONE, DIGEST);
        requireCaughtUp();
        proxy.onCall("eth_getBlockByNumber")
                .matching(call -> call.params().path(0).asText().equals("latest"))
                .answer(Answer.changed(block -> ((ObjectNode) block).put("number", "0x1")));
        soon().until(() -> health.status("") == 503);
        assertThat(health.state()).isEqualTo("HEAD_BELOW_CURSOR");
        proxy.clear();
        soon().until(() -> proxy.callsOf("eth_chainId").size() > 3);
        assertThat(proxy.callsOf("eth_getLogs")).isEmpty();
        assertThat(output.getOut().lines().filter(line -> line.contains("below the cursor")))
                .hasSize(1);
        proxy.heal();
        awaitWatch(200, "POLLING");
        requireCaughtUp();
    }

    @Test
    void aRouteThatAnOperatorStoppedShowsInTheWatchAndReadinessStays() throws Exception {
        ObjectName route = new ObjectName("org.apache.camel:context="
                + replica.camel().getManagementName() + ",type=routes,name=\"payment-poller\"");
        ManagementFactory.getPlatformMBeanServer().invoke(route, "stop", null, null);
        awaitWatch(503, "POLLING");
        assertThat(health.watch().path("route").asText()).isEqualTo("payment-poller is Stopped");
        assertThat(health.status("/readiness")).isEqualTo(200);
        ManagementFactory.getPlatformMBeanServer().invoke(route, "start", null, null);
        awaitWatch(200, "POLLING");
        assertThat(health.watch().has("route")).isFalse();
    }

    @Test
    void aCalledRouteThatAnOperatorStoppedShowsInTheWatchAndReadinessStays() throws Exception {
        replica.camel().getRouteController().stopRoute("record-burns");
        assertThat(health.status("/watch")).isEqualTo(503);
        assertThat(health.component("routes")
                        .at("/details/stopped/record-burns")
                        .asText())
                .isEqualTo("Stopped");
        assertThat(health.status("/readiness")).isEqualTo(200);
        assertThat(health.status("/liveness")).isEqualTo(200);
        replica.camel().getRouteController().startRoute("record-burns");
        awaitWatch(200, "POLLING");
    }

    @Test
    void stopAndSuspendInABacklogTakeEffectAfterTheWindowInFlight() throws Exception {
        for (String way : List.of("suspend", "stop")) {
            replica.camel().getRouteController().suspendRoute("payment-poller");
            node.mine(300);
            long before = cursor();
            // However fast the machine is, the backlog takes 15 s.
            Rule<RecordedCall> slow = proxy.onCall("eth_getLogs").answer(Answer.late(Duration.ofMillis(50)));
            replica.camel().getRouteController().resumeRoute("payment-poller");
            soon().until(() -> cursor() > before + 2);
            if (way.equals("suspend")) {
                replica.camel().getRouteController().suspendRoute("payment-poller");
            } else {
                replica.camel().getRouteController().stopRoute("payment-poller");
            }
            slow.remove();
            long after = cursor();
            assertThat(after).as(way).isLessThan(node.head());
            proxy.clear();
            await().during(Duration.ofMillis(500)).until(() -> proxy.calls().isEmpty() && cursor() == after);
            replica.camel().getRouteController().startRoute("payment-poller");
            if (way.equals("suspend")) {
                replica.camel().getRouteController().resumeRoute("payment-poller");
            }
            requireCaughtUp();
        }
    }

    @Test
    void aCursorThatAnOperatorDeletedOrMovedIsSaidOnceAndNothingIsRecordedTwice(CapturedOutput output) {
        String burned = contract.burnMany(2, BigInteger.TEN);
        contract.burn(0, BigInteger.ONE, DIGEST);
        requireCaughtUp();
        database.sql().sql("DELETE FROM block_cursors").update();
        soon().until(() -> output.getOut().contains("was deleted; it is made again"));
        requireCaughtUp();
        soon().until(() -> output.getOut().contains("Payment already processed: " + burned));
        database.sql()
                .sql("UPDATE block_cursors SET last_processed_block = last_processed_block - 2")
                .update();
        requireCaughtUp();
        assertThat(output.getOut().lines().filter(line -> line.contains("was moved by hand")))
                .hasSize(1);
        assertThat(output.getOut().lines().filter(line -> line.contains("was deleted")))
                .hasSize(1);
    }

    private static void requireCaughtUp() {
        long head = node.head();
        soon().ignoreExceptions().until(() -> cursor() == head);
        ChainComparison.requireExactly(database, contract, head);
    }

    private static void awaitWatch(int status, String state) {
        soon().untilAsserted(() -> {
            assertThat(health.status("/watch")).isEqualTo(status);
            assertThat(health.state()).isEqualTo(state);
        });
    }

    private static long cursor() {
        return database.sql()
                .sql("SELECT last_processed_block FROM block_cursors")
                .query(Long.class)
                .single();
    }

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofMinutes(2));
    }
}
