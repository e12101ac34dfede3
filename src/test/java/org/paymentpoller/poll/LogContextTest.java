package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paymentpoller.ledger.BlockWindow;
import org.slf4j.MDC;

class LogContextTest {

    private final LogContext logContext = new LogContext("watch 1");
    private final CamelContext camel = new DefaultCamelContext();
    private final StringBuilder seen = new StringBuilder();

    @BeforeEach
    void startRoutes() throws Exception {
        camel.addRoutePolicyFactory(logContext);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:tick").to("direct:window").process(exchange -> seen("after the window"));
                from("direct:window")
                        .process(exchange -> seen("before it is chosen"))
                        .setVariable("window", constant(new BlockWindow(7, 9)))
                        .process(exchange -> logContext.window(new BlockWindow(7, 9)))
                        .to("direct:burns")
                        .process(exchange -> seen("after its burns"));
                from("direct:burns").process(exchange -> seen("among its burns"));
            }
        });
        camel.start();
    }

    @AfterEach
    void stopRoutes() {
        camel.stop();
        MDC.clear();
    }

    @Test
    void aWindowIsInFlightInTheRoutesThatItCallsAndForItsCallerAndNoLongerForTheNext() {
        MDC.put("window", "1-6");

        camel.createProducerTemplate().sendBody("direct:tick", "");

        assertThat(seen.toString()).isEqualTo("""
                before it is chosen: watch 1, null
                among its burns: watch 1, 7-9
                after its burns: watch 1, 7-9
                after the window: watch 1, 7-9
                """);
        assertThat(MDC.get("watch")).isNull();
        assertThat(MDC.get("window")).isNull();
    }

    private void seen(String when) {
        seen.append(when + ": " + MDC.get("watch") + ", " + MDC.get("window") + "\n");
    }
}
