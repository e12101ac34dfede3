package org.paymentpoller.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.ProjectFiles;
import org.paymentpoller.fixture.TestDatabase;

/** The upgrade of a large table as docs/operations.md advises. */
@Tag("postgres")
class IndexesMadeBeforehandIT {

    private static final String BEFORE = "3";

    private TestDatabase database;

    @BeforeEach
    void makeOldTables() throws IOException {
        database = PostgresServer.shared().createDatabase();
        migrate(database, BEFORE);
        assertThat(statements()).hasSize(6);
        statements().forEach(statement -> database.sql().sql(statement).update());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void theyAreTheSameThatTheMigrationMakes() {
        migrate(database, "latest");

        try (TestDatabase fresh = PostgresServer.shared().createDatabase()) {
            migrate(fresh, "latest");
            assertThat(indexes(database)).isEqualTo(indexes(fresh)).hasSizeGreaterThan(6);
        }
    }

    @Test
    void oneThatIsInvalidIsToldAndChangesNothing() {
        invalidate("payments_by_account");

        assertThatThrownBy(() -> migrate(database, "latest"))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("CREATE INDEX CONCURRENTLY left payments_by_account behind; drop it");

        database.sql().sql("DROP INDEX payments_by_account").update();
        migrate(database, "latest");
        assertThat(indexes(database)).anyMatch(index -> index.contains("payments_by_account"));
    }

    @Test
    void aUniqueOneThatIsInvalidLeavesTheConstraintThatWasThere() {
        migrate(database, "6");
        List<String> before = indexes(database);
        invalidate("payments_tx_hash_burn_index_cursor_id_key");

        assertThatThrownBy(() -> migrate(database, "latest"))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("\"payments_tx_hash_burn_index_cursor_id_key\" is not valid");
        assertThat(indexes(database))
                .isEqualTo(before)
                .anyMatch(index -> index.contains("payments_cursor_id_tx_hash_burn_index_key"));
    }

    private void invalidate(String index) {
        database.sql()
                .sql("UPDATE pg_index SET indisvalid = false WHERE indexrelid = CAST(:index AS regclass)")
                .param("index", index)
                .update();
    }

    private static void migrate(TestDatabase database, String version) {
        Flyway.configure()
                .dataSource(database.dataSource())
                .target(version)
                .load()
                .migrate();
    }

    private static List<String> indexes(TestDatabase database) {
        return database.sql()
                .sql("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname")
                .query(String.class)
                .list();
    }

    private static List<String> statements() throws IOException {
        return Pattern.compile("CREATE (UNIQUE )?INDEX CONCURRENTLY [^;]*;")
                .matcher(Files.readString(ProjectFiles.of("docs/operations.md")))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
