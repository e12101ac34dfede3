package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.event.DefaultEventFactory;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.paymentpoller.cursor.CommitOutcomeUnknownException;
import org.paymentpoller.fixture.LogLines;
import org.paymentpoller.fixture.StoppedClock;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.NodeException;

class PollEventsTest {

    private final Heard heard = new Heard();
    private final StoppedClock clock = new StoppedClock();
    private final PollEvents events = new PollEvents(heard, clock);
    private final CamelContext camel = new DefaultCamelContext();
    private final Exchange poll = new DefaultExchange(camel);
    private final LogLines log = LogLines.of(DiscardedWindows.class);

    private static final class Heard implements PollListener {

        private final List<Duration> waits = new ArrayList<>();
        private final List<PolledWindow> windows = new ArrayList<>();
        private int discarded;

        @Override
        public void waitedForLock(Duration wait) {
            waits.add(wait);
        }

        @Override
        public void ended(PolledWindow window) {
            windows.add(window);
        }

        @Override
        public void discarded() {
            discarded++;
        }
    }

    @AfterEach
    void end() throws Exception {
        log.close();
        camel.close();
    }

    @Test
    void aRecordedWindowIsToldWithWhatWasInIt() {
        poll.setVariable("window", new BlockWindow(10, 20));
        poll.setVariable("recorded", List.of(TestWatch.transaction(1, 5, 0, 7), TestWatch.transaction(2, 9)));
        poll.setVariable("known", Set.of("0x03", "0x04"));
        poll.setVariable("conflicts", List.of(Map.of("tx_hash", "0x02")));

        sent("direct:poll-window", 1250);

        assertThat(heard.windows)
                .containsExactly(new PolledWindow(WindowOutcome.RECORDED, Duration.ofMillis(1250), 3, 1, 3));
    }

    @Test
    void aWindowWithoutBurnsIsRecordedToo() {
        poll.setVariable("window", new BlockWindow(10, 20));

        sent("direct:poll-window", 10);

        assertThat(heard.windows)
                .containsExactly(new PolledWindow(WindowOutcome.RECORDED, Duration.ofMillis(10), 0, 0, 0));
    }

    @Test
    void whatWasRolledBackIsNotCounted() {
        poll.setVariable("window", new BlockWindow(10, 20));
        poll.setVariable("recorded", List.of(TestWatch.transaction(1, 5)));
        poll.setException(new NodeException("busy"));
        sent("direct:poll-window", 10);
        poll.setException(new IllegalStateException(new CommitOutcomeUnknownException(new NodeException("gone"))));
        sent("direct:poll-window", 10);

        assertThat(heard.windows)
                .containsExactly(
                        PolledWindow.without(WindowOutcome.ROLLED_BACK, Duration.ofMillis(10)),
                        PolledWindow.without(WindowOutcome.UNKNOWN, Duration.ofMillis(10)));
    }

    @Test
    void aPollWithoutAWindowEndsWellOrHasNotBegun() {
        sent("direct:poll-window", 10);
        poll.setException(new NodeException("busy"));
        sent("direct:poll-window", 10);

        assertThat(heard.windows)
                .extracting(PolledWindow::outcome)
                .containsExactly(WindowOutcome.NONE, WindowOutcome.NOT_BEGUN);
    }

    @Test
    void theWaitForTheLockIsTheStepThatLocks() {
        sent("log:other", 5);
        camel.getRegistry().bind("dataSource", new org.springframework.jdbc.datasource.DriverManagerDataSource());
        sent("sql:classpath:sql/lock-cursor.sql?parametersCount=1&outputType=SelectOne", 7);
        sent("sql:classpath:sql/find-known.sql?parametersCount=10", 9);

        assertThat(heard.waits).containsExactly(Duration.ofMillis(7));
        assertThat(heard.windows).isEmpty();
    }

    @Test
    void aWindowThatTheQueueDoesNotTakeIsCountedAndToldAtMostOnceAMinute() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:payments-recorded?size=2")
                        .routeId("slow")
                        .autoStartup(false)
                        .process(exchange -> {
                            taken.countDown();
                            slow.await();
                        });
            }
        });
        camel.start();
        for (int i = 0; i < 3; i++) {
            offer();
        }
        assertThat(heard.discarded).as("nobody takes them").isZero();

        camel.getRouteController().startRoute("slow");
        offer();
        taken.await();
        for (int i = 0; i < 2 + 3; i++) {
            offer();
        }
        assertThat(heard.discarded).isEqualTo(3);
        clock.pass(Duration.ofMinutes(1));
        offer();
        slow.countDown();

        assertThat(log.soFar()).hasSize(2);
        assertThat(log.soFar().get(0)).startsWith("WARN The payments of 1 recorded window are not sent");
        assertThat(log.soFar().get(1)).startsWith("WARN The payments of 3 recorded windows are not sent");
    }

    @Test
    void itTakesNoEventThatABurnMakes() throws Exception {
        List<CamelEvent> taken = new ArrayList<>();
        PollEvents recording = new PollEvents(heard, clock) {
            @Override
            public void notify(CamelEvent event) {
                taken.add(event);
            }
        };
        camel.getManagementStrategy().addEventNotifier(recording);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:tick").to("direct:poll-window");
                from("direct:poll-window")
                        .split(body())
                        .filter(body().isNotNull())
                        .log("one");
            }
        });
        camel.start();
        taken.clear();

        camel.createProducerTemplate().requestBody("direct:tick", List.of(1, 2, 3, 4, 5));

        assertThat(taken)
                .extracting(event -> event.getType())
                .containsExactly(
                        CamelEvent.Type.ExchangeSending, // the test's own
                        CamelEvent.Type.ExchangeSending,
                        CamelEvent.Type.ExchangeSent,
                        CamelEvent.Type.ExchangeSent);
    }

    /** Spring makes Camel before a bean that is aware of it, and Camel then does not find that bean. */
    @Test
    void itIsNotAwareOfCamel() {
        assertThat(events)
                .isInstanceOf(SimpleEventNotifierSupport.class)
                .isNotInstanceOf(org.apache.camel.CamelContextAware.class);
    }

    private void offer() {
        Endpoint queue =
                camel.getEndpoint("seda:payments-recorded?size=2&discardWhenFull=true&discardIfNoConsumers=true"
                        + "&waitForTaskToComplete=Never");
        events.notify(new DefaultEventFactory().createExchangeSendingEvent(poll, queue));
        camel.createProducerTemplate().sendBody(queue, "payments");
    }

    private void sent(String uri, long millis) {
        events.notify(new DefaultEventFactory().createExchangeSentEvent(poll, camel.getEndpoint(uri), millis));
    }
}
