package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.paymentpoller.fixture.Watched.DIGEST;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paymentpoller.fixture.Watched;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A window in which a step fails: all of it is rolled back, told once a poll, and recorded by the next poll. */
@Tag("postgres")
@ExtendWith(OutputCaptureExtension.class)
class FailureInAWindowIT {

    private static final Faults FAULTS = new Faults();

    private static Watched watched;
    private static CamelContext camel;

    @BeforeAll
    static void startReplica() throws Exception {
        watched = Watched.start();
        camel = watched.start(watched.replicaBy(watched.proxy()).patient().with("poller.interval", "50ms"))
                .camel();
        FAULTS.weaveInto(camel);
        watched.awaitAllRecorded();
    }

    @AfterAll
    static void end() throws Exception {
        watched.close();
    }

    static Stream<String> placesBeforeTheWindowIsChosen() {
        return Stream.of(
                "before lock-cursor",
                "after lock-cursor",
                "before safe-head",
                "after safe-head",
                "before choose-window");
    }

    static Stream<String> placesInTheWindow() {
        return Stream.of(
                "after choose-window",
                "before fetch-logs",
                "after fetch-logs",
                "before check-window",
                "after check-window",
                "before find-known",
                "after find-known",
                "before skip-known",
                "second before skip-known",
                "last after skip-known",
                "before record",
                "after record",
                "before advance-cursor",
                "after advance-cursor",
                "after cursor-moved");
    }

    @Test
    void theRoutesAreTheYamlThatOperatorsEdit() {
        Path yaml = Path.of(System.getProperty("basedir", "")).resolve("routes/payment-poller.camel.yaml");
        for (String id : new String[] {"payment-poller", "poll-window", "record-burns"}) {
            assertThat(camel.getRoute(id).getSourceLocation()).as(id).startsWith("file:" + yaml.toAbsolutePath() + ":");
        }
    }

    @ParameterizedTest
    @MethodSource("placesBeforeTheWindowIsChosen")
    void leavesNothingBeforeTheWindowIsChosen(String place, CapturedOutput output) throws Exception {
        camel.getRouteController().suspendRoute("payment-poller");
        AtomicInteger polls = FAULTS.failAt(place);
        requireRolledBackThenRecorded(() -> {}, output, "No window could begin", "injected " + place, polls);
    }

    @ParameterizedTest
    @MethodSource("placesInTheWindow")
    void leavesNothingOfTheWindow(String place, CapturedOutput output) throws Exception {
        long block = watched.node().head() + 1;
        camel.getRouteController().suspendRoute("payment-poller");
        AtomicInteger polls = FAULTS.failAt(place);
        requireRolledBackThenRecorded(() -> {}, output, rolledBack(block), "injected " + place, polls);
    }

    @Test
    void leavesNothingWhenTheCommitFails(CapturedOutput output) throws Exception {
        camel.getRouteController().suspendRoute("payment-poller");
        long block = watched.node().head() + 1;
        watched.database().sql().sql("""
                        CREATE SEQUENCE failed_commits;
                        CREATE FUNCTION fail_commit() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            PERFORM nextval('failed_commits');
                            RAISE EXCEPTION 'injected at the commit';
                        END $$;
                        CREATE CONSTRAINT TRIGGER fail_commit AFTER UPDATE OF last_processed_block ON block_cursors
                            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail_commit();
                        """).update();
        AtomicInteger polls = new AtomicInteger();
        requireRolledBackThenRecorded(
                () -> {
                    watched.database()
                            .sql()
                            .sql("DROP TRIGGER fail_commit ON block_cursors")
                            .update();
                    polls.set((int) watched.number("SELECT last_value FROM failed_commits"));
                },
                output,
                rolledBack(block),
                "ERROR: injected at the commit",
                polls);
    }

    /**
     * Mines a block with burns and a rejected event, lets the suspended route poll it, and requires that the window leaves nothing while the fault lasts.
     *
     * @param polls how many polls have failed, as far as it is known before {@code repair}
     */
    private static void requireRolledBackThenRecorded(
            Runnable repair, CapturedOutput output, String what, String cause, AtomicInteger polls) throws Exception {
        Map<String, Object> cursor = watched.cursorRow();
        long payments = watched.payments();
        long rejected = watched.rejectedEvents();
        String line = what + "; tried again at the next tick: " + cause;
        try {
            mineBurns();
            camel.getRouteController().resumeRoute("payment-poller");
            await().pollInterval(Duration.ofMillis(20)).until(() -> countOf(line, output) >= 2);
            assertThat(watched.cursorRow()).isEqualTo(cursor);
            assertThat(watched.payments()).isEqualTo(payments);
            assertThat(watched.rejectedEvents()).isEqualTo(rejected);
        } finally {
            FAULTS.end();
            repair.run();
        }
        watched.awaitAllRecorded();
        assertThat(watched.payments()).isEqualTo(payments + 3);
        assertThat(watched.rejectedEvents()).isEqualTo(rejected + 1);
        assertThat(countOf(line, output)).as("a line for each poll that failed").isEqualTo(polls.get());
        assertThat(output.getOut().lines().filter(said -> said.contains("injected")))
                .as("and no other word about it")
                .hasSize(polls.get())
                .allMatch(said -> said.contains(" WARN "));
        assertThat(output).doesNotContain("\tat ");
    }

    private static String rolledBack(long block) {
        return "Window " + block + " to " + block + " was rolled back";
    }

    private static void mineBurns() {
        watched.node().setAutomine(false);
        try {
            watched.contract().burnMany(2, BigInteger.ONE);
            watched.contract().burn(1, BigInteger.TEN, DIGEST);
            watched.contract().burn(2, BigInteger.ZERO, DIGEST);
            watched.node().mine(1);
        } finally {
            watched.node().setAutomine(true);
        }
    }

    private static long countOf(String text, CapturedOutput output) {
        return output.getOut().lines().filter(line -> line.contains(text)).count();
    }

    /** Points around every step of a window, of which one at a time fails. */
    private static final class Faults {

        private static final Map<String, List<String>> STEPS = Map.of(
                "poll-window",
                List.of(
                        "lock-cursor",
                        "safe-head",
                        "choose-window",
                        "fetch-logs",
                        "check-window",
                        "advance-cursor",
                        "cursor-moved"),
                "record-burns",
                List.of("find-known", "skip-known", "record"));

        private volatile String place = "";
        private volatile AtomicInteger hits = new AtomicInteger();

        void weaveInto(CamelContext context) throws Exception {
            for (Map.Entry<String, List<String>> steps : STEPS.entrySet()) {
                AdviceWith.adviceWith(context, steps.getKey(), false, route -> {
                    for (String step : steps.getValue()) {
                        route.weaveById(step).before().process(exchange -> reached("before " + step, exchange));
                        route.weaveById(step).after().process(exchange -> reached("after " + step, exchange));
                    }
                });
            }
        }

        AtomicInteger failAt(String newPlace) {
            AtomicInteger count = new AtomicInteger();
            hits = count;
            place = newPlace;
            return count;
        }

        void end() {
            place = "";
        }

        private void reached(String here, Exchange exchange) {
            // Camel lets a step such as a delay go on in another thread, without the transaction, unless the exchange
            // says so.
            if (!exchange.isTransacted()) {
                throw new IllegalStateException("outside of the transaction " + here);
            }
            String wanted = place;
            int index = exchange.getProperty(Exchange.SPLIT_INDEX, -1, Integer.class);
            boolean isLast = exchange.getProperty(Exchange.SPLIT_COMPLETE, false, Boolean.class);
            boolean fails = wanted.equals(here)
                    || (index == 1 && wanted.equals("second " + here))
                    || (isLast && wanted.equals("last " + here));
            if (fails) {
                hits.incrementAndGet();
                throw new IllegalStateException("injected " + wanted);
            }
        }
    }
}
