package org.paymentpoller.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContextAware;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paymentpoller.routes.RoutesState;

class RouteMetricsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final RouteMetrics metrics = new RouteMetrics(new WatchMeters(registry, "a watch"), new RoutesState());
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void begin() {
        camel.getManagementStrategy().addEventNotifier(metrics);
        camel.start();
    }

    @AfterEach
    void end() throws Exception {
        camel.close();
    }

    @Test
    void aRouteIsUpWhileItRuns() throws Exception {
        add("one", true);
        assertThat(up("one")).isEqualTo(1);

        camel.getRouteController().stopRoute("one");
        assertThat(up("one")).isZero();

        camel.getRouteController().startRoute("one");
        camel.getRouteController().suspendRoute("one");
        assertThat(up("one")).isZero();
    }

    @Test
    void aRouteThatNeedNotRunOrIsGoneIsNoNumber() throws Exception {
        add("one", false);
        assertThat(up("one")).isNaN();

        camel.getRouteController().startRoute("one");
        assertThat(up("one")).isEqualTo(1);

        camel.getRouteController().stopRoute("one");
        camel.removeRoute("one");
        assertThat(up("one")).isNaN();

        add("one", true);
        assertThat(up("one")).isEqualTo(1);
    }

    /** Spring makes Camel before a bean that is aware of it, and Camel then does not find that bean. */
    @Test
    void itIsNotAwareOfCamel() {
        assertThat(metrics).isNotInstanceOf(CamelContextAware.class);
    }

    private void add(String id, boolean autoStartup) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + id).routeId(id).autoStartup(autoStartup).log("one");
            }
        });
    }

    private double up(String route) {
        return registry.get("payment.poller.route.up")
                .tag("route", route)
                .gauge()
                .value();
    }
}
