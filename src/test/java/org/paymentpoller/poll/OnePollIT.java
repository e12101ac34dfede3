package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.spi.BacklogTracer;
import org.apache.camel.spi.BacklogTracerEventMessage;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.PaymentPollerApplication;
import org.paymentpoller.fixture.Watched;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The steps that one poll takes, asked for one poll at a time while the timer rests. */
@Tag("postgres")
@CamelSpringBootTest
@SpringBootTest(
        classes = PaymentPollerApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "poller.interval=1h",
            "poller.finality=latest",
            "poller.max-block-range=4",
            "camel.trace.enabled=true",
            "camel.main.name=one-poll",
            "spring.jmx.unique-names=true"
        })
@DirtiesContext
class OnePollIT {

    /** The steps by which the design tells one poll. */
    private static final Set<String> NAMED_STEPS = Set.of(
            "lock-cursor",
            "safe-head",
            "choose-window",
            "fetch-logs",
            "check-window",
            "split-burns",
            "record",
            "advance-cursor");

    private static Watched watched;

    @Autowired
    private CamelContext camel;

    @Autowired
    private ProducerTemplate producer;

    @BeforeAll
    static void startChain() {
        watched = Watched.start();
    }

    @AfterAll
    static void end() throws Exception {
        watched.close();
    }

    @DynamicPropertySource
    static void connect(DynamicPropertyRegistry settings) {
        settings.add("spring.datasource.url", watched.database()::jdbcUrl);
        settings.add("spring.datasource.username", watched.database()::username);
        settings.add("spring.datasource.password", watched.database()::password);
        settings.add("poller.rpc-url", watched.node()::url);
        settings.add("poller.burn-contract-address", watched.contract()::address);
    }

    @BeforeEach
    void catchUp() throws Exception {
        // The timer's first tick may still be going on, or be about to.
        camel.getRouteController().stopRoute("payment-poller");
        while (watched.cursor() < watched.node().head()) {
            poll();
        }
    }

    @Test
    void aWindowWithBurnsTakesEveryStepInTheOrderOfTheDesign() {
        watched.burn();
        assertThat(stepsOf(poll()))
                .containsExactly(
                        "lock-cursor",
                        "safe-head",
                        "choose-window",
                        "fetch-logs",
                        "check-window",
                        "split-burns",
                        "record",
                        "advance-cursor");
        watched.awaitAllRecorded();
    }

    @Test
    void aWindowWithoutBurnsTouchesNothingButTheCursor() {
        watched.node().mine(1);
        assertThat(stepsOf(poll()))
                .containsExactly(
                        "lock-cursor", "safe-head", "choose-window", "fetch-logs", "check-window", "advance-cursor");
        watched.awaitAllRecorded();
    }

    @Test
    void aPollWithoutNewBlocksEndsWhenItHasSeenTheHeadAndLeavesANote() {
        Map<String, Object> before = watched.cursorRow();
        String note = noteOfWhoHasCaughtUp();
        assertThat(stepsOf(poll())).containsExactly("lock-cursor", "safe-head", "choose-window");
        assertThat(watched.cursorRow()).isEqualTo(before);
        assertThat(noteOfWhoHasCaughtUp()).isNotEqualTo(note);
    }

    @Test
    void oneTickDrainsABacklogInAsManyWindowsAsItTakes() {
        watched.burns(10);

        // A timer whose first tick comes before its route counts as started leaves that tick out; one that the stop
        // cuts short does not count.
        await().until(() -> {
            camel.getRouteController().stopRoute("payment-poller");
            NotifyBuilder tick = new NotifyBuilder(camel)
                    .fromRoute("payment-poller")
                    .whenCompleted(1)
                    .create();
            camel.getRouteController().startRoute("payment-poller");
            return tick.matches(5, TimeUnit.SECONDS);
        });
        watched.awaitAllRecorded();
    }

    private Exchange poll() {
        Exchange exchange = producer.send("direct:poll-window", one -> {});
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    private List<String> stepsOf(Exchange poll) {
        BacklogTracer tracer = camel.getCamelContextExtension().getContextPlugin(BacklogTracer.class);
        return Objects.requireNonNull(tracer).dumpAllTracedMessages().stream()
                .filter(step -> step.getExchangeId().equals(poll.getExchangeId())
                        || poll.getExchangeId().equals(step.getCorrelationExchangeId()))
                .map(BacklogTracerEventMessage::getToNode)
                .filter(NAMED_STEPS::contains)
                .toList();
    }

    private static String noteOfWhoHasCaughtUp() {
        return watched.database()
                .sql()
                .sql("SELECT caught_up_by || ' at ' || caught_up_at FROM block_cursors")
                .query(String.class)
                .single();
    }
}
