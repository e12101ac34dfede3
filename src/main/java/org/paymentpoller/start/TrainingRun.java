package org.paymentpoller.start;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import java.util.List;
import okhttp3.OkHttpClient;
import okio.Okio;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.component.web3j.Web3jComponent;
import org.flywaydb.core.Flyway;
import org.flywaydb.database.postgresql.PostgreSQLDatabaseType;
import org.postgresql.Driver;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;

/**
 * A start without database and node that ends when it is complete, so that the JVM can keep what it loaded for the next one
 * ({@code bin/train}; Java documentation, Class Data Sharing).
 */
@Component
@ConditionalOnProperty(TrainingRun.PROPERTY)
public class TrainingRun {

    static final String PROPERTY = "poller.training";

    /**
     * A class of each library that only a database, a node or a window brings into use. None of web3j's own: an AOT cache with
     * all of them has the JVM load what they sign with, and check that library's signature, before main begins.
     */
    private static final List<Class<?>> USED_LATER = List.of(
            Driver.class,
            HikariDataSource.class,
            Flyway.class,
            PostgreSQLDatabaseType.class,
            OkHttpClient.class,
            Okio.class,
            ObjectMapper.class,
            JsonFactory.class,
            Retry.class,
            IntervalFunction.class,
            JdbcClient.class,
            TransactionDefinition.class,
            SqlComponent.class,
            Web3jComponent.class,
            TrainingRun.class);

    static boolean isOn(Environment environment) {
        return environment.getProperty(PROPERTY, boolean.class, false);
    }

    /** The migrations are configured as ever, and not run. */
    @Bean
    @Primary
    FlywayMigrationStrategy withoutDatabase() {
        return flyway -> {};
    }

    @EventListener
    void end(ApplicationReadyEvent started) {
        LibraryClasses.loadAllBeside(USED_LATER);
        // The first secure endpoint reads the certificates that are trusted.
        new OkHttpClient();
        System.exit(SpringApplication.exit(started.getApplicationContext()));
    }
}
