package org.paymentpoller;

import org.paymentpoller.commandline.CommandLine;
import org.paymentpoller.settings.PollerSettings;
import org.paymentpoller.start.InterruptIsTermination;
import org.paymentpoller.start.ShutdownDeadline;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** Starts the application, whose work stands in {@code routes/}; or carries out one command and ends. */
@SpringBootConfiguration
@UsedAutoConfiguration
@EnableConfigurationProperties(PollerSettings.class)
@Import(PaymentPollerBeans.class)
// By name, as a look at every class takes a start longer than all that the few components do there.
@ComponentScan({
    "org.paymentpoller.api",
    "org.paymentpoller.console",
    "org.paymentpoller.database",
    "org.paymentpoller.metrics",
    "org.paymentpoller.page",
    "org.paymentpoller.routes",
    "org.paymentpoller.start",
    "org.paymentpoller.tracing"
})
public class PaymentPollerApplication {

    /** Runs until it is stopped by a signal, or ends with a non-zero exit code when it cannot start; a command has codes of its own. */
    public static void main(String[] args) {
        ShutdownDeadline.register();
        InterruptIsTermination.register();
        if (CommandLine.isCommand(args)) {
            System.exit(CommandLine.run(PaymentPollerBeans.class, args));
        }
        SpringApplication.run(PaymentPollerApplication.class, args);
    }
}
