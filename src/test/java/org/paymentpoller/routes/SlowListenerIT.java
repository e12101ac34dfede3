package org.paymentpoller.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.component.seda.SedaEndpoint;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.Watched;

/** A route after the commit that never comes to an end with what it was given. */
@Tag("postgres")
class SlowListenerIT {

    private static final String HANGING = """
        - route:
            id: hanging
            from:
              id: payments-come
              uri: seda:payments-recorded
              steps:
                - delay:
                    id: for-a-day
                    asyncDelayed: false
                    expression:
                      constant:
                        expression: 86400000
        """;

    @Test
    void aListenerThatHangsHoldsNeitherThePollerNorMoreThanSoManyWindows(@TempDir Path folder) throws Exception {
        copyRoutes(folder);
        Files.writeString(folder.resolve("hanging.camel.yaml"), HANGING);
        try (Watched watched = Watched.start()) {
            watched.burn();
            Replica replica = watched.start(watched.replicaBy(watched.proxy())
                    .with("poller.routes-directory", folder.toString())
                    .with("poller.max-block-range", "1")
                    .with("camel.main.shutdown-timeout", "1"));
            // Camel's consumer may take its first look later than the poller has all windows.
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> replica.camel().getInflightRepository().size("hanging") == 1);

            watched.burns(119);
            watched.awaitAllRecorded();

            SedaEndpoint queue = replica.camel().getEndpoint("seda:payments-recorded", SedaEndpoint.class);
            assertThat(queue.getCurrentQueueSize()).isEqualTo(100);
            assertThat(queue.getExchanges()).allSatisfy(waiting -> {
                assertThat(waiting.getMessage().getBody())
                        .asInstanceOf(InstanceOfAssertFactories.LIST)
                        .hasSize(1);
                assertThat(waiting.getVariables().keySet())
                        .as("what would hold the logs or the transactions that were known")
                        .doesNotContain("logs", "known", "asked");
                assertThat(waiting.getMessage().getHeaders()).doesNotContainKey("known");
            });
            MeterRegistry metrics = replica.bean(MeterRegistry.class);
            // The last window is offered after its commit.
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(metrics.get("payment.poller.discarded.windows")
                                    .counter()
                                    .count())
                            .isEqualTo(120 - 1 - 100));
        }
    }

    private static void copyRoutes(Path folder) throws IOException {
        Files.copy(Path.of("routes/payment-poller.camel.yaml"), folder.resolve("payment-poller.camel.yaml"));
    }
}
