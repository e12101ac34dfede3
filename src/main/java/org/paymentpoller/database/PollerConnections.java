package org.paymentpoller.database;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Properties;
import org.paymentpoller.settings.PollerSettings;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** The poller's pool, whose connections wait for nothing without end, and the migrations' own connection. */
@Configuration(proxyBeanMethods = false)
public class PollerConnections {

    private static final String CONNECT_SECONDS = "5";

    /**
     * Without it a session that waits for the cursor row outlives its replica until the lock timeout. A server on Windows
     * cannot do it and would refuse the setting.
     */
    private static final String NOTICE_A_LOST_CLIENT =
            "SELECT set_config('client_connection_check_interval', '1s', false) WHERE version() !~* 'visual|msvc|mingw'";

    /**
     * A server that can compile statements compiles the search for the known transactions of a large window: its cost is that of
     * tens of thousands of looks into an index, and the compiler takes longer than all of them.
     */
    private static final String COMPILE_NOTHING = "SET jit = off";

    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource dataSource(DataSourceProperties properties, PollerSettings settings) {
        HikariDataSource pool = properties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        PollerSettings.Database waits = settings.database();
        pool.setConnectionInitSql(String.join(
                ";",
                limit("lock_timeout", waits.lockTimeout()),
                limit("statement_timeout", waits.statementTimeout()),
                limit("idle_in_transaction_session_timeout", waits.idleInTransactionTimeout()),
                COMPILE_NOTHING,
                NOTICE_A_LOST_CLIENT));
        pool.addDataSourceProperty("socketTimeout", seconds(waits.socketTimeout()));
        pool.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
        pool.addDataSourceProperty("loginTimeout", CONNECT_SECONDS);
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("ApplicationName", "payment-poller");
        pool.setExceptionOverride(new LeaveReadOnlyServer(pool));
        return pool;
    }

    @Bean
    PollerTransactions transactionManager(HikariDataSource dataSource) {
        return new PollerTransactions(dataSource);
    }

    /** A migration may take longer than any poll, so it runs on a connection without the poller's limits. */
    @Bean
    FlywayConfigurationCustomizer migrationsOnTheirOwnConnection(DataSourceProperties properties) {
        return flyway -> {
            SimpleDriverDataSource connections = properties
                    .initializeDataSourceBuilder()
                    .type(SimpleDriverDataSource.class)
                    .build();
            Properties limits = new Properties();
            limits.setProperty("connectTimeout", CONNECT_SECONDS);
            limits.setProperty("loginTimeout", "10");
            limits.setProperty("ApplicationName", "payment-poller migration");
            connections.setConnectionProperties(limits);
            flyway.dataSource(connections);
        };
    }

    @Bean
    FlywayMigrationStrategy migrations() {
        return new MigrateBesideOthers();
    }

    private static String limit(String setting, Duration duration) {
        return "SET " + setting + " = " + duration.toMillis();
    }

    private static String seconds(Duration duration) {
        return String.valueOf(Math.max(1, duration.toSeconds()));
    }
}
