package org.paymentpoller.database;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.paymentpoller.cursor.CommitOutcomeUnknownException;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Transactions whose connection may be lost: what happened to them stays the failure that is told. */
class PollerTransactions extends JdbcTransactionManager {

    PollerTransactions(DataSource dataSource) {
        super(dataSource);
    }

    /** A refused commit was rolled back by the server; of one whose connection was lost nobody here knows. */
    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        try {
            super.doCommit(status);
        } catch (RuntimeException e) {
            throw isLost(status) ? new CommitOutcomeUnknownException(e) : e;
        }
    }

    /** The server rolls back by itself what was open on a lost connection; trying it would hide what was wrong. */
    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        if (isLost(status)) {
            return;
        }
        try {
            super.doRollback(status);
        } catch (RuntimeException e) {
            if (!isLost(status)) {
                throw e;
            }
        }
    }

    private static boolean isLost(DefaultTransactionStatus status) {
        JdbcTransactionObjectSupport transaction = (JdbcTransactionObjectSupport) status.getTransaction();
        try {
            return transaction.getConnectionHolder().getConnection().isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
