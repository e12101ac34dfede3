package org.paymentpoller;

import org.paymentpoller.commandline.CommandLine;
import org.paymentpoller.start.InterruptIsTermination;
import org.paymentpoller.start.ShutdownDeadline;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the application, whose work stands in {@code routes/}; or carries out one command and ends. */
// The exporter of traces brings OpenTelemetry's SDK with it, for which Spring Boot would make beans at every start.
@SpringBootApplication(exclude = {OpenTelemetryAutoConfiguration.class, OpenTelemetryLoggingAutoConfiguration.class})
@ConfigurationPropertiesScan
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
