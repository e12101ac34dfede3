package org.paymentpoller.start;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Refuses a database that cannot be used before the web server and Camel are made, which takes most of a start's time. */
class DatabaseCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        if (TrainingRun.isOn(environment)) {
            return;
        }
        Properties properties = new Properties();
        properties.setProperty("user", given(environment, "username"));
        properties.setProperty("password", given(environment, "password"));
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("ApplicationName", "payment-poller start");
        String url = given(environment, "url");
        try (Connection unused = DriverManager.getConnection(url, properties)) {
            return;
        } catch (SQLException e) {
            throw new StartRefusedException(List.of(
                    DatabaseFailure.line(e, properties.getProperty("password").isEmpty())));
        }
    }

    /** As the pool reads it: a placeholder in a password that names nothing is a part of the password. */
    private static String given(Environment environment, String name) {
        return Binder.get(environment)
                .bind("spring.datasource." + name, String.class)
                .orElse("");
    }
}
