package org.paymentpoller.start;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
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
        properties.setProperty("user", environment.getRequiredProperty("spring.datasource.username"));
        properties.setProperty("password", environment.getRequiredProperty("spring.datasource.password"));
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("ApplicationName", "payment-poller start");
        String url = environment.getRequiredProperty("spring.datasource.url");
        try (Connection unused = DriverManager.getConnection(url, properties)) {
            return;
        } catch (SQLException e) {
            throw new StartRefusedException(List.of(DatabaseFailure.line(e)));
        }
    }
}
