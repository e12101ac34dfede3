package org.paymentpoller.start;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Keeps Camel's own report of a failed start, which is a stack trace, out of the log: the reason is told in one line. Once the
 * application has started it is gone, as a filter is asked wherever a line might be written, Camel's at TRACE too: some thirty
 * times a burn.
 */
class FailedStartToldOnce
        implements ApplicationContextInitializer<ConfigurableApplicationContext>,
                ApplicationListener<ApplicationStartedEvent> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.addApplicationListener(this);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging
                && logging.getTurboFilterList().stream().noneMatch(CamelsReport.class::isInstance)) {
            logging.addTurboFilter(new CamelsReport());
        }
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent started) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            logging.getTurboFilterList().removeIf(CamelsReport.class::isInstance);
        }
    }

    private static final class CamelsReport extends TurboFilter {

        @Override
        public FilterReply decide(
                @Nullable Marker marker,
                Logger logger,
                Level level,
                @Nullable String format,
                Object @Nullable [] parameters,
                @Nullable Throwable failure) {
            boolean isCamelsReport =
                    level == Level.ERROR && format != null && format.startsWith("Error starting CamelContext");
            return isCamelsReport ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }
}
