package org.paymentpoller.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.TestDatabase;

@Tag("postgres")
class MigrateBesideOthersIT {

    private static final int REPLICAS = 4;

    @ParameterizedTest
    @ValueSource(strings = {"COMMENT ON SCHEMA public IS NULL", "CREATE TABLE orders ()"})
    void replicasThatStartAtOnceMakeTheTablesOnce(String before) throws Exception {
        for (int look = 0; look < 3; look++) {
            try (TestDatabase database = PostgresServer.shared().createDatabase()) {
                database.sql().sql(before).update();
                migrateAtOnce(database);
                assertThat(database.sql()
                                .sql("SELECT count(*) FROM flyway_schema_history WHERE version = '1' AND success")
                                .query(Long.class)
                                .single())
                        .isOne();
            }
        }
    }

    private static void migrateAtOnce(TestDatabase database) throws Exception {
        CyclicBarrier all = new CyclicBarrier(REPLICAS);
        ExecutorService threads = Executors.newFixedThreadPool(REPLICAS);
        try {
            List<Future<?>> replicas = new ArrayList<>();
            for (int replica = 0; replica < REPLICAS; replica++) {
                replicas.add(threads.submit(() -> {
                    Flyway flyway = Flyway.configure()
                            .dataSource(database.dataSource())
                            .baselineVersion("0")
                            .load();
                    all.await();
                    new MigrateBesideOthers().migrate(flyway);
                    return null;
                }));
            }
            for (Future<?> replica : replicas) {
                replica.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
