package org.paymentpoller.database;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.paymentpoller.fixture.TestDatabase;

/** Holds back every COMMIT that moves a cursor, for as long as it is open. */
final class CommitGate implements AutoCloseable {

    private static final int KEY = 42;

    private final TestDatabase database;
    private final Connection holder;

    private CommitGate(TestDatabase database) throws SQLException {
        this.database = database;
        this.holder = database.dataSource().getConnection();
        try (Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + KEY + ")");
        }
    }

    /** Lets the commits of windows wait for gates from now on, and those of polls without one pass; the tables must be there. */
    static void prepare(TestDatabase database) {
        database.sql().sql("""
                        CREATE FUNCTION pass_gate() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = 0 AS
                            $$ BEGIN PERFORM pg_advisory_xact_lock_shared(%d); RETURN NULL; END $$;
                        CREATE CONSTRAINT TRIGGER gate AFTER UPDATE OF last_processed_block ON block_cursors
                            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pass_gate();
                        """.formatted(KEY)).update();
    }

    static CommitGate shut(TestDatabase database) throws SQLException {
        return new CommitGate(database);
    }

    /** Waits until a session stands in its COMMIT, and answers its process id. */
    int awaitCommit() {
        return await().until(
                        () -> database.sql()
                                .sql("""
                                        SELECT pid FROM pg_stat_activity
                                         WHERE datname = current_database() AND wait_event = 'advisory' AND query = 'COMMIT'
                                        """)
                                .query(Integer.class)
                                .optional()
                                .orElse(0),
                        pid -> pid != 0);
    }

    /** Lets the commit go on. */
    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
