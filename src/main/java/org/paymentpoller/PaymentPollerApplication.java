package org.paymentpoller;

import org.paymentpoller.start.InterruptIsTermination;
import org.paymentpoller.start.ShutdownDeadline;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the application; what it then does stands in {@code routes/}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PaymentPollerApplication {

    /** Runs until it is stopped by a signal, or ends with a non-zero exit code when it cannot start. */
    public static void main(String[] args) {
        ShutdownDeadline.register();
        InterruptIsTermination.register();
        SpringApplication.run(PaymentPollerApplication.class, args);
    }
}
