package org.paymentpoller.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.fixture.LogLines;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

/** One look after another, below a Camel with small routes. */
class RoutesReloadTest {

    private static final String FILE = "routes.camel.yaml";

    private static final String PASS = """
                    - bean:
                        ref: gate
                        method: pass
            """;

    private final Path folder;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final RoutesState state = new RoutesState();
    private final RoutesHealth health = new RoutesHealth(state, camel);
    private final Gate gate = new Gate();
    private final Doors doors = new Doors();
    private LogLines log;
    private RoutesReload reload;

    RoutesReloadTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Holds whoever passes until it is opened. */
    public static class Gate {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        public void pass() throws InterruptedException {
            entered.countDown();
            open.await();
        }
    }

    /** {@code door:name}, whose consumers start only while it is not locked and has its library. */
    private static class Doors extends DefaultComponent {

        private volatile boolean locked;

        /** How many starts from now on find a class missing. */
        private int startsWithoutLibrary;

        /** The names of those whose consumers stopped. */
        private final List<String> closed = new CopyOnWriteArrayList<>();

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor) {
                        @Override
                        protected void doStart() {
                            if (startsWithoutLibrary > 0) {
                                startsWithoutLibrary--;
                                throw new NoClassDefFoundError("org/example/Missing");
                            }
                            if (locked) {
                                throw new IllegalStateException("the door is locked");
                            }
                        }

                        @Override
                        protected void doStop() {
                            closed.add(remaining);
                        }
                    };
                }
            };
        }
    }

    @BeforeEach
    void start() throws Exception {
        log = LogLines.of(RoutesReload.class);
        camel.getRegistry().bind("gate", gate);
        // In the registry, so that the trial's Camel finds it as well.
        camel.getRegistry().bind("door", doors);
        camel.disableJMX();
        camel.getShutdownStrategy().setTimeout(1);
        write(poller("log:one") + door("log:one"));
        RoutesFolder place = new RoutesFolder(folder);
        camel.addRouteDefinitions(
                RouteDefinitions.read(camel, place.location(FILE), Files.readString(folder.resolve(FILE))));
        reload = new RoutesReload(camel, place, state);
        camel.start();
        looks(2);
    }

    @AfterEach
    void stop() {
        gate.open.countDown();
        log.close();
        camel.stop();
    }

    @Test
    void anEditIsTakenWhenTwoLooksSawTheSame() throws IOException {
        write(poller("log:two") + door("log:one"));

        looks(1);
        assertThat(log.soFar()).isEmpty();
        looks(1);
        assertThat(log.soFar()).containsExactly("INFO Routes taken from " + FILE + ": changed payment-poller");
        looks(2);
        assertThat(log.soFar()).hasSize(1);
    }

    @Test
    void aFileThatIsBeingWrittenIsWaitedFor() throws IOException {
        String whole = poller("log:two") + door("log:one");
        for (int length : List.of(0, whole.length() / 3, whole.length() / 2)) {
            write(whole.substring(0, length));
            looks(1);
        }
        write(whole);
        looks(2);

        assertThat(log.soFar()).containsExactly("INFO Routes taken from " + FILE + ": changed payment-poller");
    }

    @Test
    void whatIsRefusedIsToldOnce() throws IOException {
        write("");
        looks(5);

        assertThat(log.soFar())
                .containsExactly(
                        "WARN Routes are not taken, the previous version runs on: " + FILE + ": the file is empty");
        assertThat(health.health().getDetails()).containsEntry("refused", FILE);
    }

    @Test
    void aFileThatIsNestedBeyondAnyReadersStackIsRefusedAndTheNextEditTaken() throws IOException {
        write("[".repeat(200_000));
        looks(2);
        assertThat(log.soFar())
                .containsExactly("WARN Routes are not taken, the previous version runs on: " + FILE
                        + ": it is nested too deeply");

        write(poller("log:two") + door("log:one"));
        looks(2);
        assertThat(log.soFar()).last().isEqualTo("INFO Routes taken from " + FILE + ": changed payment-poller");
    }

    @Test
    void aRouteWhoseNewVersionLacksALibraryIsPutBack() throws Exception {
        doors.startsWithoutLibrary = 1;
        write(poller("log:one") + door("log:two"));
        looks(3);

        assertThat(log.soFar())
                .singleElement()
                .asString()
                .startsWith("ERROR Routes could not be started, the previous version is back: " + FILE)
                .contains("org/example/Missing");
        assertThat(status("door")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void aRouteThatLacksALibraryAlsoInItsPreviousVersionIsDown() throws Exception {
        doors.startsWithoutLibrary = 2;
        write(poller("log:two") + door("log:two"));
        looks(3);

        assertThat(log.soFar())
                .singleElement()
                .asString()
                .startsWith("ERROR Routes could not be started, and of the previous version these neither: door: ");
        assertThat(health.health().getDetails().get("failed")).isEqualTo(Set.of("door"));
        assertThat(status("payment-poller")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void aRouteThatIsBusyIsLeftAsItIsAndTriedAgain() throws Exception {
        write(poller("log:one") + door("log:one") + waiting("log:one"));
        looks(2);
        camel.createProducerTemplate().sendBody("seda:waiting", "");
        gate.entered.await();

        write(poller("log:one") + door("log:one") + waiting("log:two"));
        looks(2);

        assertThat(log.soFar())
                .last()
                .isEqualTo("INFO Route waiting is still busy with what it began; the new routes are tried again");
        assertThat(status("waiting")).isEqualTo(ServiceStatus.Started);
        gate.open.countDown();
        looks(1);
        assertThat(log.soFar()).last().isEqualTo("INFO Routes taken from " + FILE + ": changed waiting");
        assertThat(status("waiting")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void thePollerRunsOnWhileAnotherRouteOfTheEditIsBusy() throws Exception {
        String others = door("log:one") + waiting("log:one");
        write(others + route("payment-poller", "door:poller", "log:one"));
        looks(2);
        camel.createProducerTemplate().sendBody("seda:waiting", "");
        gate.entered.await();

        write(others.replace("log:one", "log:two") + route("payment-poller", "door:poller", "log:two"));
        looks(2);

        assertThat(log.soFar()).last().asString().startsWith("INFO Route waiting is still busy");
        assertThat(doors.closed).isEmpty();
    }

    @Test
    void aRouteThatCannotBeStartedAgainIsDownUntilAVersionStarts() throws IOException {
        doors.locked = true;
        write(poller("log:one") + door("log:two"));
        looks(3);

        assertThat(log.soFar())
                .singleElement()
                .asString()
                .startsWith(
                        "ERROR Routes could not be started, and of the previous version these neither: door: " + FILE)
                .contains("the door is locked");
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails().get("failed")).isEqualTo(Set.of("door"));
        assertThat(status("payment-poller")).isEqualTo(ServiceStatus.Started);

        doors.locked = false;
        write(poller("log:one") + door("log:three"));
        looks(2);

        assertThat(status("door")).isEqualTo(ServiceStatus.Started);
        assertThat(health.health())
                .isEqualTo(Health.up()
                        .withDetail("version", "running the files' version")
                        .build());
    }

    @Test
    void aRouteThatAnOperatorSuspendedRestsInItsNewVersionToo() throws Exception {
        camel.getRouteController().suspendRoute("payment-poller");
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails().get("stopped")).isEqualTo(Map.of("payment-poller", "Suspended"));

        write(poller("log:two") + door("log:one"));
        looks(2);

        assertThat(status("payment-poller")).isEqualTo(ServiceStatus.Stopped);
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails().get("stopped")).isEqualTo(Map.of("payment-poller", "Stopped"));
        camel.getRouteController().startRoute("payment-poller");
        assertThat(status("payment-poller")).isEqualTo(ServiceStatus.Started);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aRouteThatDoesNotStartByItselfIsNoFaultAndItsNewVersionThatDoesRuns() throws Exception {
        String resting = door("log:one").replace("id: door", "id: door\n    autoStartup: false");
        write(poller("log:one") + resting);
        looks(2);
        camel.getRouteController().stopRoute("door");
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails().get("resting")).isEqualTo(Map.of("door", "Stopped"));

        write(poller("log:one") + resting.replace("log:one", "log:two"));
        looks(2);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        write(poller("log:one") + door("log:two"));
        looks(2);
        assertThat(camel.getRouteController().getRouteStatus("door")).isEqualTo(ServiceStatus.Started);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aRouteThatAReloadStopsForAMomentIsNoFault() throws Exception {
        write(poller("log:one") + waiting("log:one") + door("log:one"));
        looks(2);
        camel.createProducerTemplate().sendBody("seda:waiting", "");
        gate.entered.await();
        camel.getShutdownStrategy().setTimeout(30);
        write(poller("log:one") + waiting("log:two") + door("log:two"));
        looks(1);
        Thread swap = new Thread(() -> looks(1));

        swap.start();

        await().until(() -> status("door") == ServiceStatus.Stopped);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        gate.open.countDown();
        swap.join();
        assertThat(log.soFar()).last().isEqualTo("INFO Routes taken from " + FILE + ": changed waiting, door");
        camel.getRouteController().stopRoute("door");
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aStoppedRouteShouldRunInItsNewVersionAsItsFileSays() throws Exception {
        camel.getRouteController().stopRoute("payment-poller");
        camel.getRouteController().stopRoute("door");

        write(poller("log:two") + rests(door("log:two")));
        looks(2);

        assertThat(status("payment-poller")).isEqualTo(ServiceStatus.Stopped);
        assertThat(camel.getRoute("payment-poller").isAutoStartup()).isTrue();
        assertThat(camel.getRoute("door").isAutoStartup()).isFalse();
    }

    @Test
    void aStoppedRouteStaysStoppedThroughAllItsEdits() throws Exception {
        camel.getRouteController().stopRoute("payment-poller");

        for (String to : List.of("log:two", "log:three")) {
            write(poller(to) + door("log:one"));
            looks(2);
            assertThat(status("payment-poller")).isEqualTo(ServiceStatus.Stopped);
        }
    }

    @Test
    void anEditOfAutoStartupStopsAndStartsThePoller() throws Exception {
        write(rests(poller("log:one")) + door("log:one"));
        looks(2);
        assertThat(status("payment-poller")).isEqualTo(ServiceStatus.Stopped);

        write(poller("log:one") + door("log:one"));
        looks(2);
        assertThat(status("payment-poller")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void aRouteThatCameWithAutoStartupFalseStartsWhenThatIsTakenOut() throws Exception {
        String others = poller("log:one") + door("log:one");
        write(others + rests(waiting("log:one")));
        looks(2);
        assertThat(status("waiting")).isEqualTo(ServiceStatus.Stopped);
        write(others + rests(waiting("log:two")));
        looks(2);
        assertThat(status("waiting")).isEqualTo(ServiceStatus.Stopped);

        write(others + waiting("log:two"));
        looks(2);
        assertThat(status("waiting")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void aRouteThatAnOperatorStartedRunsOnInItsNewVersion() throws Exception {
        write(poller("log:one") + rests(door("log:one")));
        looks(2);
        camel.getRouteController().startRoute("door");

        write(poller("log:one") + rests(door("log:two")));
        looks(2);

        assertThat(status("door")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void aRouteThatAnOperatorStartedIsPutBackRunning() throws Exception {
        write(poller("log:one") + rests(door("log:one")));
        looks(2);
        camel.getRouteController().startRoute("door");

        doors.startsWithoutLibrary = 1;
        write(poller("log:one") + rests(door("log:two")));
        looks(2);

        assertThat(log.soFar()).last().asString().contains("the previous version is back");
        assertThat(status("door")).isEqualTo(ServiceStatus.Started);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRouteThatAnOperatorStopsWhileItIsBusyStaysStoppedThroughAnEdit(boolean suspend) throws Exception {
        camel.getShutdownStrategy().setTimeout(30);
        String others = poller("log:one") + door("log:one");
        write(others + ticking("log:one"));
        looks(2);
        gate.entered.await();
        write(others + ticking("log:two"));
        looks(1);
        Thread operator = thread(() -> {
            if (suspend) {
                camel.getRouteController().suspendRoute("ticking");
            } else {
                camel.getRouteController().stopRoute("ticking");
            }
        });
        await().until(() -> !((StatefulService) camel.getRoute("ticking").getConsumer())
                .getStatus()
                .isStarted());

        Thread look = thread(reload::look);
        await().until(() -> look.getState() == Thread.State.WAITING);
        assertThat(status("ticking")).isEqualTo(ServiceStatus.Started);
        gate.open.countDown();
        operator.join();
        look.join();

        assertThat(log.soFar()).last().isEqualTo("INFO Routes taken from " + FILE + ": changed ticking");
        assertThat(status("ticking")).isEqualTo(ServiceStatus.Stopped);
    }

    private static Thread thread(ThrowingRunnable work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        return thread;
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    @Test
    void aRouteWhoseTickTheReloadWaitedForInVainRunsInItsNewVersion() throws Exception {
        String others = poller("log:one") + door("log:one");
        write(others + ticking("log:one"));
        looks(2);
        gate.entered.await();

        write(others + ticking("log:two"));
        looks(2);
        assertThat(log.soFar()).last().asString().startsWith("INFO Route ticking is still busy");
        gate.open.countDown();
        looks(1);

        assertThat(status("ticking")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void aRouteThatWasNotBroughtBackRunsAgainWithThePreviousFile() throws Exception {
        doors.startsWithoutLibrary = 2;
        write(poller("log:one") + door("log:two"));
        looks(2);
        assertThat(health.health().getDetails().get("failed")).isEqualTo(Set.of("door"));

        write(poller("log:one") + door("log:one"));
        looks(2);

        assertThat(status("door")).isEqualTo(ServiceStatus.Started);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(log.soFar()).last().isEqualTo("INFO Routes taken from " + FILE + ": changed door");
        looks(2);
        assertThat(log.soFar()).hasSize(2);
    }

    @Test
    void aRouteThatWasNotBroughtBackRunsAgainWithAnotherRoutesChange() throws Exception {
        doors.startsWithoutLibrary = 2;
        write(poller("log:one") + door("log:two"));
        looks(2);

        write(poller("log:two") + door("log:one"));
        looks(2);

        assertThat(status("door")).isEqualTo(ServiceStatus.Started);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aRouteThatDoesNotStartWithThePreviousFileEitherIsToldOnceMore() throws Exception {
        doors.locked = true;
        write(poller("log:one") + door("log:two"));
        looks(2);

        write(poller("log:one") + door("log:one"));
        looks(4);

        assertThat(log.soFar())
                .hasSize(2)
                .allMatch(line -> line.contains("of the previous version these neither: door"));
        assertThat(health.health().getDetails().get("failed")).isEqualTo(Set.of("door"));
    }

    @ParameterizedTest
    @CsvSource({
        "timer:tick?period=0, the timer ticks once and never again: its period is 0",
        "timer:tick?period=-1, the timer ticks once and never again: its period is -1",
        "timer:tick?repeatCount=5, 'the timer ends: its repeatCount is 5'",
    })
    void aTimerThatEndsIsNoneForThePoller(String timer, String reason) throws IOException {
        write(door("log:one") + route("payment-poller", timer, "log:one"));
        looks(2);

        assertThat(log.soFar())
                .containsExactly(
                        "WARN Routes are not taken, the previous version runs on: " + FILE + ":11:12: " + reason);
        assertThat(status("payment-poller")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void anotherRoutesTimerMayEnd() throws IOException {
        write(poller("log:one") + route("door", "timer:door?repeatCount=1", "log:one"));
        looks(2);

        assertThat(log.soFar()).containsExactly("INFO Routes taken from " + FILE + ": changed door");
    }

    private void looks(int count) {
        for (int i = 0; i < count; i++) {
            reload.look();
        }
    }

    private @Nullable ServiceStatus status(String route) {
        return camel.getRouteController().getRouteStatus(route);
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve(FILE), text);
    }

    private static String poller(String to) {
        return route("payment-poller", "timer:tick?delay=1h", to);
    }

    private static String door(String to) {
        return route("door", "door:front", to);
    }

    private static String waiting(String to) {
        return route("waiting", "seda:waiting", to) + PASS;
    }

    private static String ticking(String to) {
        return route("ticking", "timer:ticking?delay=0&period=100", to) + PASS;
    }

    /** The route as one that does not start by itself. */
    private static String rests(String route) {
        return route.replace("    from:", "    autoStartup: \"false\"\n    from:");
    }

    private static String route(String id, String from, String to) {
        return """
            - route:
                id: %s
                from:
                  uri: %s
                  steps:
                    - to:
                        uri: %s
            """.formatted(id, from, to);
    }
}
