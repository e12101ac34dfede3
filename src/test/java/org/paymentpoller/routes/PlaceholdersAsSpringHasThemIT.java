package org.paymentpoller.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.ReplicaProcess;
import org.paymentpoller.fixture.TestDatabase;

@Tag("postgres")
class PlaceholdersAsSpringHasThemIT {

    @Test
    void aSettingThatSpringPrefersToTheEnvironmentIsTheRoutesTooAndTheWatchIsOne() {
        try (AnvilNode node = AnvilNode.start();
                TestDatabase database = PostgresServer.shared().createDatabase()) {
            BurnContract contract = BurnContract.deploy(node);
            contract.burn(0, BigInteger.ONE, "0x" + "ab".repeat(32));
            Map<String, String> environment = new HashMap<>(
                    Replica.on(database, node.url().toString(), contract).asEnvironment());
            environment.put("POLLER_CURSOR_ID", "environment");
            environment.put("SPRING_APPLICATION_JSON", "{\"poller\":{\"cursor-id\":\"preferred\"}}");

            try (ReplicaProcess replica = ReplicaProcess.start(environment)) {
                await().atMost(Duration.ofMinutes(2)).until(() -> !replica.isAlive() || payments(database) == 1);

                assertThat(replica.isAlive()).as(replica.tail()).isTrue();
                assertThat(database.sql()
                                .sql("SELECT cursor_id FROM payments UNION SELECT id FROM block_cursors")
                                .query(String.class)
                                .list())
                        .containsExactly("preferred");
            }
        }
    }

    private static long payments(TestDatabase database) {
        boolean made = database.sql()
                .sql("SELECT to_regclass('payments') IS NOT NULL")
                .query(Boolean.class)
                .single();
        return made
                ? database.sql()
                        .sql("SELECT count(*) FROM payments")
                        .query(Long.class)
                        .single()
                : 0;
    }
}
