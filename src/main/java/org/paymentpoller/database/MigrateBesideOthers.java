package org.paymentpoller.database;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;

/**
 * Makes the poller's tables also in a schema that holds tables of others. Not by {@code baselineOnMigrate}: with it, a replica
 * that starts while another one makes the first table fails, because it takes that one for another program's.
 */
final class MigrateBesideOthers implements FlywayMigrationStrategy {

    @Override
    public void migrate(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            if (e.getErrorCode() != CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
                throw e;
            }
            flyway.baseline();
            flyway.migrate();
        }
    }
}
