package org.paymentpoller.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.TestDatabase;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Where the routes come from, and what else may stand beside them. */
@Tag("postgres")
@ExtendWith(OutputCaptureExtension.class)
class RoutesPlaceIT {

    private static final Path EXAMPLE = Path.of("docs/examples/payments-per-minute.camel.yaml");

    private static AnvilNode node;
    private static BurnContract contract;

    private TestDatabase database;

    @BeforeAll
    static void startChain() {
        node = AnvilNode.start();
        contract = BurnContract.deploy(node);
        contract.burn(0, BigInteger.ONE, "0x" + "ab".repeat(32));
    }

    @AfterAll
    static void endChain() {
        node.close();
    }

    @BeforeEach
    void createDatabase() {
        database = PostgresServer.shared().createDatabase();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void theReadmesSecondRouteRunsBesideThePoller(@TempDir Path routes, CapturedOutput output) throws IOException {
        try (Stream<Path> shipped = Files.list(Path.of("routes"))) {
            for (Path file : shipped.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Files.copy(EXAMPLE, routes.resolve(EXAMPLE.getFileName()));
        try (Replica replica =
                settings().with("poller.routes-directory", routes.toString()).start()) {
            assertThat(replica.camel().getRoutes())
                    .extracting(Route::getId)
                    .containsExactlyInAnyOrder("payment-poller", "poll-window", "record-burns", "payments-per-minute");
            await().until(() -> output.getOut().contains("payments in the last minute"));
            await().until(() -> payments() == 1);
        }
        assertThat(output.getOut())
                .contains("Routes are read from " + routes)
                .contains("Routes are watched: edits in " + routes + " take effect while it runs");
    }

    @Test
    void theReadmeShowsTheExampleAsItIs() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("```yaml\n" + Files.readString(EXAMPLE) + "```");
    }

    @Test
    void withoutTheFolderThePackagedRoutesRunAndTheLogSaysSo(@TempDir Path folder, CapturedOutput output) {
        String missing = folder.resolve("none").toString();
        try (Replica replica =
                settings().with("poller.routes-directory", missing).start()) {
            await().until(() -> payments() == 1);
        }
        assertThat(output.getOut())
                .contains("Routes are the packaged ones, because there is no folder " + missing)
                .contains("Routes are not watched, because they are the packaged ones");
    }

    private Replica.Settings settings() {
        return Replica.on(database, node.url().toString(), contract);
    }

    private long payments() {
        return database.sql()
                .sql("SELECT count(*) FROM payments")
                .query(Long.class)
                .single();
    }
}
