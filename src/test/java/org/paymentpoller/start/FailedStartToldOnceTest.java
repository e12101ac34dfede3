package org.paymentpoller.start;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import org.apache.camel.impl.engine.AbstractCamelContext;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.LogLines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.support.GenericApplicationContext;

class FailedStartToldOnceTest {

    private static final Logger CAMEL = LoggerFactory.getLogger(AbstractCamelContext.class);

    @Test
    void camelsReportIsLeftOutAndItsFilterIsGoneAfterTheStart() {
        try (GenericApplicationContext context = new GenericApplicationContext();
                LogLines lines = LogLines.of(AbstractCamelContext.class)) {
            int others = filters();
            new FailedStartToldOnce().initialize(context);
            new FailedStartToldOnce().initialize(context);
            context.refresh();
            assertThat(filters()).isEqualTo(others + 1);

            CAMEL.error("Error starting CamelContext (one)");
            CAMEL.error("another error");
            assertThat(lines.soFar()).singleElement().asString().contains("another error");

            context.publishEvent(
                    new ApplicationStartedEvent(new SpringApplication(), new String[0], context, Duration.ZERO));
            assertThat(filters()).isEqualTo(others);
        }
    }

    private static int filters() {
        return ((LoggerContext) LoggerFactory.getILoggerFactory())
                .getTurboFilterList()
                .size();
    }
}
