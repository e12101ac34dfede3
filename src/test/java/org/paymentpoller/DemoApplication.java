package org.paymentpoller;

import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Runs the application against a PostgreSQL and a chain of its own, where burns happen all the time:
 * {@code mvn spring-boot:test-run}.
 *
 * <p>PostgreSQL is embedded; {@code DEMO_POSTGRES=container} asks for a container. Every property of the application can be
 * set in the environment as usual, {@code SERVER_PORT} for one.
 */
public final class DemoApplication {

    private DemoApplication() {}

    /** Runs until Ctrl-C, which ends the application first and then its servers. */
    public static void main(String[] args) {
        // Until the application says how, its servers' libraries would log everything.
        LoggingSystem.get(DemoApplication.class.getClassLoader()).beforeInitialize();
        DemoServers servers = new DemoServers();
        EarlyEnd earlyEnd = new EarlyEnd(servers);
        Runtime.getRuntime().addShutdownHook(earlyEnd);
        try {
            System.out.println("Starting PostgreSQL, a chain, and burners on it ...");
            servers.start().forEach(DemoApplication::setUnlessGiven);
            earlyEnd.stayHereIfBegun();
            SpringApplication.getShutdownHandlers().add(servers::close);
            SpringApplication.withHook(application -> new DemoRun(earlyEnd), () -> PaymentPollerApplication.main(args));
        } catch (RuntimeException e) {
            earlyEnd.stayHereIfBegun();
            servers.close();
            throw e;
        }
    }

    /** System properties go before the environment, so what the environment gives is left out. */
    private static void setUnlessGiven(String name, String value) {
        String variable = name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
        if (!System.getenv().containsKey(variable) && System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
