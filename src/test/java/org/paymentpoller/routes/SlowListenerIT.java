package org.paymentpoller.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.component.seda.SedaEndpoint;
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
            watched.burns(120);
            Replica replica = watched.start(watched.replicaBy(watched.proxy())
                    .with("poller.routes-directory", folder.toString())
                    .with("poller.max-block-range", "1")
                    .with("camel.main.shutdown-timeout", "1"));

            watched.awaitAllRecorded();

            SedaEndpoint queue = replica.camel().getEndpoint("seda:payments-recorded", SedaEndpoint.class);
            Counter discarded = replica.bean(MeterRegistry.class)
                    .get("payment.poller.discarded.windows")
                    .counter();
            // The last window is offered after its commit. Camel's consumer may be slower at its first than all of
            // them.
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(replica.camel().getInflightRepository().size("hanging"))
                        .isEqualTo(1);
                assertThat(queue.getCurrentQueueSize() + discarded.count()).isEqualTo(120 - 1);
                assertThat(queue.getCurrentQueueSize()).isBetween(99, 100);
            });
        }
    }

    private static void copyRoutes(Path folder) throws IOException {
        Files.copy(Path.of("routes/payment-poller.camel.yaml"), folder.resolve("payment-poller.camel.yaml"));
    }
}
