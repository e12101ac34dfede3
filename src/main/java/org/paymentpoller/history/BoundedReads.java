package org.paymentpoller.history;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Read-only transactions on the poller's pool of which few run at once and none runs for long, so that however many people
 * look, connections are left for polling, health and operators. A pool of their own would do the same for more connections
 * to the database from every replica.
 */
public final class BoundedReads {

    private final JdbcClient jdbc;
    private final TransactionTemplate readOnly;
    private final Semaphore places;
    private final Duration patience;
    private final String settings;

    /**
     * @param atOnce most reads at once
     * @param patience longest wait for a place
     * @param longest longest statement
     */
    public BoundedReads(
            JdbcClient jdbc, PlatformTransactionManager transactions, int atOnce, Duration patience, Duration longest) {
        this.jdbc = jdbc;
        this.readOnly = new TransactionTemplate(transactions);
        this.readOnly.setReadOnly(true);
        this.places = new Semaphore(atOnce, true);
        this.patience = patience;
        // One snapshot for all statements of a read. A plan for any value of its parameters may be bad for these.
        this.settings = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SET LOCAL statement_timeout = "
                + longest.toMillis() + "; SET LOCAL plan_cache_mode = force_custom_plan";
    }

    /**
     * Carries out the statements in one transaction, which sees the database as it is at its first statement; a read inside a
     * read is part of it.
     *
     * @throws TooManyReadsException when no place became free in time
     */
    public <T> T read(Supplier<T> statements) {
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            return statements.get();
        }
        takePlace();
        try {
            return Objects.requireNonNull(readOnly.execute(status -> {
                jdbc.sql(settings).update();
                return statements.get();
            }));
        } finally {
            places.release();
        }
    }

    private void takePlace() {
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooManyReadsException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooManyReadsException();
        }
    }
}
