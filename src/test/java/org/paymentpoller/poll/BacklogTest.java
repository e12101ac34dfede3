package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.paymentpoller.chain.TestChain.head;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paymentpoller.chain.Finality;
import org.paymentpoller.fixture.StoppedClock;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoint.Purpose;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeException;

class BacklogTest {

    private static final String ROUTE = "payment-poller";

    private final DefaultCamelContext camel = new DefaultCamelContext();

    private final StoppedClock clock = new StoppedClock();
    private final Endpoint endpoint =
            new Endpoint(NodeEndpoint.parseAll("http://one.example").get(0), 1000, clock);
    private final Backlog backlog = new Backlog(Finality.parse("10"), new Endpoints(List.of(endpoint)), 1);

    @BeforeEach
    void start() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:tick").routeId(ROUTE).to("log:tick");
            }
        });
        camel.start();
    }

    @AfterEach
    void end() {
        camel.stop();
    }

    @Test
    void aTickBeginsWithAWindow() throws Exception {
        assertThat(backlog.remains(tick())).isTrue();
    }

    @Test
    @Timeout(30)
    void theFirstWindowWaitsForTheEndOfAShortRest() throws Exception {
        endpoint.failed(Purpose.LOGS, new NodeException("endpoint 1 is busy"));
        CompletableFuture<Boolean> waiting = waiting();

        await().during(Duration.ofMillis(300)).until(() -> !waiting.isDone());
        clock.pass(Duration.ofMillis(1_001));

        assertThat(waiting.get()).isTrue();
    }

    @Test
    @Timeout(30)
    void aRouteThatIsToldToStopWaitsNoLonger() throws Exception {
        endpoint.failed(Purpose.LOGS, new NodeException("endpoint 1 is busy"));
        CompletableFuture<Boolean> waiting = waiting();
        await().during(Duration.ofMillis(300)).until(() -> !waiting.isDone());

        camel.getRouteController().suspendRoute(ROUTE);

        assertThat(waiting.get()).isFalse();
    }

    private CompletableFuture<Boolean> waiting() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return backlog.remains(tick());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void anotherWindowFollowsWhileSafeBlocksRemain() throws Exception {
        assertThat(backlog.remains(after(new BlockWindow(100, 109), 120))).isTrue();
    }

    @Test
    void noneFollowsWhenTheWindowReachedTheSafeHead() throws Exception {
        assertThat(backlog.remains(after(new BlockWindow(100, 110), 120))).isFalse();
    }

    @Test
    void noneFollowsWhenThereWasNone() throws Exception {
        Exchange tick = tick();
        tick.setVariable("head", head(120));

        assertThat(backlog.remains(tick)).isFalse();
    }

    @Test
    void noneFollowsOnceTheRouteWasSuspended() throws Exception {
        camel.getRouteController().suspendRoute(ROUTE);

        assertThat(backlog.remains(after(new BlockWindow(100, 101), 120))).isFalse();
        assertThat(backlog.remains(tick())).isFalse();
    }

    @Test
    void noneFollowsOnceTheRouteWasStopped() throws Exception {
        camel.getRouteController().stopRoute(ROUTE);

        assertThat(backlog.remains(after(new BlockWindow(100, 101), 120))).isFalse();
    }

    @Test
    void windowsFollowAgainOnceTheRouteWasResumed() throws Exception {
        camel.getRouteController().suspendRoute(ROUTE);
        camel.getRouteController().resumeRoute(ROUTE);

        assertThat(backlog.remains(after(new BlockWindow(100, 101), 120))).isTrue();
    }

    @Test
    void noneFollowsOnceTheRouteWasRemoved() throws Exception {
        camel.getRouteController().stopRoute(ROUTE);
        camel.removeRoute(ROUTE);

        assertThat(backlog.remains(after(new BlockWindow(100, 101), 120))).isFalse();
    }

    private Exchange after(BlockWindow window, long head) {
        Exchange tick = tick();
        tick.setVariable("window", window);
        tick.setVariable("head", head(head));
        return tick;
    }

    private Exchange tick() {
        DefaultExchange exchange = new DefaultExchange(camel);
        exchange.getExchangeExtension().setFromRouteId(ROUTE);
        return exchange;
    }
}
