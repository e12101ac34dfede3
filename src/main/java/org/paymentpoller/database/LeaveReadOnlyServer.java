package org.paymentpoller.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * After a failover the pool's connections may lead to a server that only reads, and work well enough to stay. When one says so,
 * all are closed as they come back, so that the next ones are made to where the address leads by then.
 */
final class LeaveReadOnlyServer implements SQLExceptionOverride {

    /** read_only_sql_transaction (PostgreSQL documentation, Appendix A). */
    private static final String READ_ONLY = "25006";

    private final HikariDataSource pool;

    LeaveReadOnlyServer(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Leaves the connection itself to end its transaction in order. */
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        @Nullable HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        if (READ_ONLY.equals(failure.getSQLState()) && connections != null) {
            connections.softEvictConnections();
        }
        return Override.CONTINUE_EVICT;
    }
}
