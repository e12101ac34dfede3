package org.paymentpoller.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.timer.TimerEndpoint;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.paymentpoller.fixture.LogLines;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.ReplicaHealth;
import org.paymentpoller.fixture.Watched;

/** Edits of real files below a replica that runs, in a folder that is mounted as a ConfigMap is. */
@Tag("postgres")
class RoutesReloadIT {

    private static final String POLLER = "payment-poller.camel.yaml";

    private static Path folder;
    private static String shipped;
    private static Watched watched;
    private static Replica replica;
    private static ReplicaHealth health;

    private LogLines log;

    @BeforeAll
    static void start(@TempDir Path mounted) throws IOException {
        folder = mounted;
        shipped = Files.readString(Path.of("routes").resolve(POLLER));
        Path version = Files.createDirectory(folder.resolve("..version-1"));
        Files.writeString(version.resolve(POLLER), shipped);
        Files.createSymbolicLink(folder.resolve("..data"), version.getFileName());
        Files.createSymbolicLink(folder.resolve(POLLER), Path.of("..data").resolve(POLLER));
        watched = Watched.start();
        replica = watched.start(watched.replicaBy(watched.proxy())
                .with("poller.routes-directory", folder.toString())
                .with("poller.routes-reload-interval", "100ms"));
        health = ReplicaHealth.of(replica);
        soon().until(() -> health.state().equals("POLLING"));
    }

    @AfterAll
    static void end() throws Exception {
        watched.close();
    }

    @BeforeEach
    void listen() {
        log = LogLines.ofEveryone();
    }

    @AfterEach
    void restore() throws IOException {
        log.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !Files.isSymbolicLink(file))
                    .toList()) {
                Files.delete(file);
            }
        }
        edit(shipped);
        if (replica.camel().getRouteController().getRouteStatus("payment-poller") == ServiceStatus.Stopped) {
            startPoller();
        }
        soon().until(() -> replica.camel().getRoutes().size() == 3 && version().equals("running the files' version"));
        soon().until(() -> period() == 200);
        soon().until(() -> description("poll-window").startsWith("One window of blocks in one transaction;"));
        soon().until(() -> description("record-burns").startsWith("Burn transactions become payments"));
    }

    private static String description(String route) {
        Route there = replica.camel().getRoute(route);
        return there == null ? "" : there.getDescription();
    }

    @Test
    void anotherIntervalTakesEffectAndWhatDidNotChangeRunsOn() throws IOException {
        Route untouched = replica.camel().getRoute("poll-window");

        edit(shipped.replace("\"{{poller.interval}}\"", "123ms"));

        soon().until(() -> period() == 123);
        soon().until(() ->
                lines("Routes taken").contains("INFO Routes taken from " + POLLER + ": changed payment-poller"));
        assertThat(replica.camel().getRoute("poll-window")).isSameAs(untouched);
        stillPolls();
        assertThat(log.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"poll-window, One window of blocks", "record-burns, Burn transactions become payments"})
    void aRouteThatIsCalledIsChangedBetweenTheWindowsOfItsCallers(String route, String description) throws IOException {
        edit(shipped.replace("description: " + description, "description: Changed; " + description));

        soon().until(() -> lines("Routes taken").contains("INFO Routes taken from " + POLLER + ": changed " + route));
        assertThat(description(route)).startsWith("Changed; ");
        soon().until(() -> status("payment-poller") == ServiceStatus.Started);
        stillPolls();
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void commentsAndLayoutChangeNoRoute() throws IOException {
        Route untouched = replica.camel().getRoute("payment-poller");

        edit("# A comment\n\n" + shipped);
        soon().until(() -> lines("Routes taken").contains("INFO Routes taken from " + folder + ": no route changed"));

        assertThat(replica.camel().getRoute("payment-poller")).isSameAs(untouched);
    }

    @Test
    void aFurtherRouteReceivesEachPaymentAfterTheCommitAndGoesWithItsFile(@TempDir Path elsewhere) throws IOException {
        Path example = Path.of("docs/examples/payments-to-file.camel.yaml");
        Path file = folder.resolve(example.getFileName());
        write(
                String.valueOf(file.getFileName()),
                Files.readString(example).replace("file:payments", "file:" + elsewhere));
        soon().until(() -> lines("Routes taken")
                .contains("INFO Routes taken from " + file.getFileName() + ": added payments-to-file"));

        List<String> burned = watched.burns(3);
        watched.awaitAllRecorded();

        Path sent = elsewhere.resolve("payments.jsonl");
        soon().until(() -> Files.exists(sent) && Files.readString(sent).lines().count() == 3);
        assertThat(Files.readString(sent).lines())
                .containsExactlyElementsOf(burned.stream()
                        .map(hash -> "{\"tx_hash\": \"" + hash + "\", \"burn_index\": 0, \"from_address\": \""
                                + watched.database()
                                        .sql()
                                        .sql("SELECT from_address FROM payments WHERE tx_hash = ?")
                                        .param(hash)
                                        .query(String.class)
                                        .single()
                                + "\", \"amount\": \"10\"}")
                        .toList());

        Files.delete(file);
        soon().until(() -> replica.camel().getRoute("payments-to-file") == null);
        soon().until(() -> lines("Routes taken")
                .contains("INFO Routes taken from " + file.getFileName() + ": removed payments-to-file"));
        stillPolls();
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void aRouteThatFailsAtEachPaymentIsNoMatterOfThePoller() throws IOException {
        write("failing.camel.yaml", """
            - route:
                id: failing
                from:
                  uri: seda:payments-recorded
                  steps:
                    - throwException:
                        id: fail
                        exceptionType: java.lang.IllegalStateException
                        message: nobody answers
            """);
        soon().until(() -> status("failing") == ServiceStatus.Started);

        stillPolls();

        soon().until(() -> log.warnings().stream().anyMatch(line -> line.contains("nobody answers")));
        assertThat(health.state()).isEqualTo("POLLING");
    }

    /** What an edit breaks; the place is that of the marker in the edited file. */
    private record Broken(
            String what, String file, String text, @Nullable String marker, String reason) {

        @Override
        public String toString() {
            return what;
        }

        String place() {
            if (marker == null) {
                return file + ": ";
            }
            int at = text.lastIndexOf(marker);
            assertThat(at).as(marker).isNotNegative();
            return file + ":" + text.substring(0, at + 1).lines().count() + ":";
        }
    }

    static Stream<Broken> brokenEdits() {
        return Stream.of(
                poller("a syntax error", "period: \"{{poller.interval}}\"", "period: [", "exceptionHandler", "no YAML"),
                poller("an unknown step", "- loop:", "- looop:", "looop", "looop"),
                poller("an unknown field", "doWhile:", "doWhilst:", "doWhilst", "doWhilst"),
                poller(
                        "an unknown component",
                        "uri: direct:poll-window\n              - filter",
                        "uri: nosuch:poll-window\n              - filter",
                        "nosuch",
                        "nosuch"),
                poller(
                        "an unknown option",
                        "operation: ETH_GET_LOGS",
                        "operatoin: ETH_GET_LOGS",
                        "operatoin",
                        "operatoin"),
                poller(
                        "an unknown bean of a step",
                        "ref: pollReport",
                        "ref: pollRapport",
                        "pollRapport",
                        "pollRapport"),
                poller(
                        "an unknown bean of an endpoint",
                        "web3j: \"#node\"\n                          operation: ETH_GET_LOGS",
                        "web3j: \"#nodde\"\n                          operation: ETH_GET_LOGS",
                        "#nodde",
                        "nodde"),
                poller(
                        "an unknown method",
                        "method: remains",
                        "method: remainz",
                        "remainz",
                        "the bean backlog has no method remainz"),
                poller(
                        "an unknown method with arguments",
                        "method: next(",
                        "method: nextt(",
                        "nextt",
                        "the bean chooseWindow has no method nextt"),
                poller("a missing SQL file", "sql/record.sql", "sql/rekord.sql", "sql/rekord.sql", "sql/rekord.sql"),
                poller(
                        "an unknown property",
                        "{{poller.interval}}",
                        "{{poller.intervall}}",
                        "{{poller.intervall}}",
                        "poller.intervall"),
                poller(
                        "a period of nothing",
                        "\"{{poller.interval}}\"",
                        "0",
                        "period: 0",
                        "the timer ticks once and never again: its period is 0"),
                poller("a period that is none", "\"{{poller.interval}}\"", "soon", "soon", "soon"),
                poller("a condition that is none", "${body.size} > 0", "${boddy} > 0", "${boddy} > 0", "boddy"),
                new Broken("an empty file", POLLER, "", null, "the file is empty"),
                new Broken(
                        "half a file",
                        POLLER,
                        shipped.substring(0, shipped.indexOf("- route:\n    id: poll-window")),
                        "uri: direct:poll-window",
                        "no route begins with direct:poll-window"),
                new Broken(
                        "half a line",
                        POLLER,
                        shipped.substring(0, shipped.indexOf("uri: timer") + 3),
                        "ur",
                        "no YAML"),
                poller(
                        "no poller",
                        "id: payment-poller",
                        "id: payments-poller",
                        null,
                        "there is no route payment-poller"),
                new Broken(
                        "an id that is there twice in a file",
                        POLLER,
                        shipped + tickingRoute("payment-poller"),
                        "- route:\n    id: payment-poller",
                        "the id payment-poller is taken at " + POLLER),
                new Broken(
                        "an id that another file has",
                        "zzz.camel.yaml",
                        tickingRoute("payment-poller"),
                        "- route:",
                        "the id payment-poller is taken at " + POLLER),
                new Broken(
                        "a step's id that another file has",
                        "zzz.camel.yaml",
                        tickingRoute("other").replace("id: other-log", "id: tick"),
                        "tick\n",
                        "the id tick is taken at " + POLLER),
                new Broken(
                        "a direct endpoint that nothing begins with",
                        "zzz.camel.yaml",
                        tickingRoute("other").replace("log:other", "direct:nowhere"),
                        "direct:nowhere",
                        "no route begins with direct:nowhere"),
                new Broken(
                        "a route without an id",
                        "zzz.camel.yaml",
                        tickingRoute("other").replaceFirst("    id: other\n", ""),
                        "- route",
                        "the route has no id"),
                new Broken(
                        "a file that is read at the start alone",
                        "zzz.camel.yaml",
                        "- beans:\n    - name: x\n      type: java.util.ArrayList\n",
                        "- beans",
                        "restart"));
    }

    private static Broken poller(String what, String good, String bad, @Nullable String marker, String reason) {
        assertThat(shipped).contains(good);
        return new Broken(what, POLLER, shipped.replace(good, bad), marker, reason);
    }

    private static String tickingRoute(String id) {
        return """
            - route:
                id: %s
                from:
                  uri: timer:%s
                  steps:
                    - to:
                        id: %s-log
                        uri: log:other
            """.formatted(id, id, id);
    }

    @ParameterizedTest
    @MethodSource("brokenEdits")
    void aBrokenEditIsToldInOneLineAndThePreviousVersionRunsOn(Broken edit) throws IOException {
        List<Route> before = replica.camel().getRoutes();

        write(edit.file(), edit.text());

        soon().until(() -> version().equals("running the previous version"));
        stillPolls();
        assertThat(log.warnings())
                .singleElement()
                .asString()
                .startsWith("WARN Routes are not taken, the previous version runs on: " + edit.place())
                .contains(edit.reason());
        assertThat(routesHealth().path("details").path("refused").asText())
                .startsWith(edit.place().replace(": ", ""));
        assertThat(health.status("")).isEqualTo(200);
        assertThat(replica.camel().getRoutes()).containsExactlyElementsOf(before);
        if (!edit.file().equals(POLLER)) {
            Files.delete(folder.resolve(edit.file()));
        }
        edit(shipped);
        soon().until(() -> version().equals("running the files' version"));
        assertThat(replica.camel().getRoutes()).containsExactlyElementsOf(before);
    }

    @Test
    void aRepairThatIsAlsoAChangeIsTaken() throws IOException {
        edit(shipped.replace("\"{{poller.interval}}\"", "soon"));
        soon().until(() -> version().equals("running the previous version"));

        edit(shipped.replace("\"{{poller.interval}}\"", "150ms"));

        soon().until(() -> version().equals("running the files' version"));
        assertThat(period()).isEqualTo(150);
    }

    @Test
    void routesThatCannotBeStartedAreReplacedByThePreviousOnes() throws IOException {
        write("twins.camel.yaml", twin("one") + twin("two"));

        soon().until(() -> lines("Routes could not be started").size() == 1);

        assertThat(lines("Routes could not be started").get(0))
                .startsWith("ERROR Routes could not be started, the previous version is back: twins.camel.yaml:")
                .contains("Multiple consumers for the same endpoint is not allowed");
        assertThat(version()).isEqualTo("running the previous version");
        assertThat(replica.camel().getRoutes())
                .extracting(Route::getId)
                .containsExactlyInAnyOrder("payment-poller", "poll-window", "record-burns");
        assertThat(health.status("")).isEqualTo(200);
        stillPolls();
        assertThat(lines("Routes could not be started")).hasSize(1);
    }

    private static String twin(String id) {
        return tickingRoute(id).replace("timer:" + id, "direct:same");
    }

    @Test
    void aMountedFolderWhoseLinksAreSwappedIsTaken() throws IOException {
        Path version = Files.createDirectory(folder.resolve("..version-2"));
        Files.writeString(version.resolve(POLLER), shipped.replace("\"{{poller.interval}}\"", "321ms"));
        Path link = Files.createSymbolicLink(folder.resolve("..data-new"), version.getFileName());

        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        soon().until(() -> period() == 321);
        stillPolls();
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void aRouteThatAnOperatorStoppedStaysStopped() throws Exception {
        replica.camel().getRouteController().stopRoute("payment-poller");
        assertThat(routesHealth()
                        .path("details")
                        .path("stopped")
                        .path("payment-poller")
                        .asText())
                .isEqualTo("Stopped");
        assertThat(routesHealth().path("status").asText()).isEqualTo("DOWN");
        assertThat(health.status("/readiness")).isEqualTo(200);

        edit(shipped.replace("\"{{poller.interval}}\"", "222ms"));

        soon().until(() -> period() == 222);
        soon().until(() ->
                lines("Routes taken").contains("INFO Routes taken from " + POLLER + ": changed payment-poller"));
        assertThat(status("payment-poller")).isEqualTo(ServiceStatus.Stopped);
        assertThat(routesHealth().path("status").asText()).isEqualTo("DOWN");
        startPoller();
        assertThat(routesHealth().path("status").asText()).isEqualTo("UP");
        stillPolls();
    }

    private static void startPoller() {
        try {
            replica.camel().getRouteController().startRoute("payment-poller");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void edit(String text) throws IOException {
        write(POLLER, text);
    }

    /** At once, so that no look meets a part of it; through links, as an editor does. */
    private static void write(String file, String text) throws IOException {
        Path target = folder.resolve(file);
        Path written = Files.writeString(folder.resolve("..being-written"), text);
        Files.move(written, Files.exists(target) ? target.toRealPath() : target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void stillPolls() {
        watched.burn();
        watched.awaitAllRecorded();
    }

    private List<String> lines(String beginning) {
        return log.soFar().stream()
                .filter(line -> line.replaceFirst("^[A-Z]+ ", "").startsWith(beginning))
                .toList();
    }

    private static @Nullable ServiceStatus status(String route) {
        return replica.camel().getRouteController().getRouteStatus(route);
    }

    private static long period() {
        Route route = replica.camel().getRoute("payment-poller");
        return route == null ? 0 : ((TimerEndpoint) route.getEndpoint()).getPeriod();
    }

    private static String version() {
        return routesHealth().path("details").path("version").asText();
    }

    private static JsonNode routesHealth() {
        return health.component("routes");
    }

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(30));
    }
}
