package org.paymentpoller;

import org.paymentpoller.api.ApiFailures;
import org.paymentpoller.api.PaymentsController;
import org.paymentpoller.commandline.CommandLine;
import org.paymentpoller.console.ConsoleSecurity;
import org.paymentpoller.database.PollerConnections;
import org.paymentpoller.metrics.MetricsConfiguration;
import org.paymentpoller.page.RecordedReader;
import org.paymentpoller.page.StatusPageController;
import org.paymentpoller.routes.RoutesConfiguration;
import org.paymentpoller.settings.PollerSettings;
import org.paymentpoller.start.HashLibrary;
import org.paymentpoller.start.InterruptIsTermination;
import org.paymentpoller.start.ShutdownDeadline;
import org.paymentpoller.start.TrainingRun;
import org.paymentpoller.start.UsedAutoConfiguration;
import org.paymentpoller.tracing.TracingConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** Starts the application, whose work stands in {@code routes/}; or carries out one command and ends. */
@SpringBootConfiguration
@EnableConfigurationProperties(PollerSettings.class)
// By name, as a search for components reads every class, which takes a start longer than all that these few do there.
@Import({
    PaymentPollerBeans.class,
    PollerConnections.class,
    RoutesConfiguration.class,
    MetricsConfiguration.class,
    TracingConfiguration.class,
    ConsoleSecurity.class,
    RecordedReader.class,
    StatusPageController.class,
    PaymentsController.class,
    ApiFailures.class,
    HashLibrary.class,
    TrainingRun.class,
    UsedAutoConfiguration.class
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
