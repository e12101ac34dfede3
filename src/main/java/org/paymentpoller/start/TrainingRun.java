package org.paymentpoller.start;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * A start without database and node that ends when it is complete, so that the JVM can keep what it loaded for the next one
 * ({@code bin/train}; Java documentation, Class Data Sharing).
 */
@Component
@ConditionalOnProperty(TrainingRun.PROPERTY)
class TrainingRun {

    static final String PROPERTY = "poller.training";

    static boolean isOn(Environment environment) {
        return environment.getProperty(PROPERTY, boolean.class, false);
    }

    @EventListener
    void end(ApplicationReadyEvent started) {
        System.exit(SpringApplication.exit(started.getApplicationContext()));
    }
}
