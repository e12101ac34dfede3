package org.paymentpoller.operations;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.SqlFile;
import org.paymentpoller.cursor.WatchIdentity;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Works in a transaction under the lock of the watch's row, where operators queue among the replicas. */
final class LockedCursor {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final WatchIdentity watch;
    private final PatientWait wait;

    /** Those who wait hold one of the pool's connections between them, so that the polls keep theirs. */
    private final Lock turn = new ReentrantLock(true);

    /**
     * @param patience how long it waits for the row's lock at most
     */
    LockedCursor(JdbcOperations jdbc, PlatformTransactionManager transactions, WatchIdentity watch, Duration patience) {
        this.jdbc = JdbcClient.create(jdbc);
        this.transaction = new TransactionTemplate(transactions);
        this.watch = watch;
        this.wait = new PatientWait(jdbc, patience);
    }

    /**
     * Does the work with the row as it is under its lock; commits, or rolls back whatever the work throws.
     *
     * @throws OperationRefusedException when there is no such row
     */
    <T> T run(Function<Cursor, T> work) {
        turn.lock();
        try {
            return Objects.requireNonNull(
                    transaction.execute(status -> work.apply(wait.during(() -> read("lock-cursor")))));
        } finally {
            turn.unlock();
        }
    }

    /**
     * The row as it is now, without a lock.
     *
     * @throws OperationRefusedException when there is no such row
     */
    Cursor look() {
        return read("read-cursor");
    }

    private Cursor read(String statement) {
        Cursor cursor =
                jdbc.sql(SqlFile.read(statement)).param("cursor_id", watch.cursorId()).query().listOfRows().stream()
                        .findFirst()
                        .map(Cursor::of)
                        .orElseThrow(() -> new OperationRefusedException("There is no row " + watch.cursorId()
                                + " in block_cursors; start the application once, or mend POLLER_CURSOR_ID"));
        watch.requireSame(cursor);
        return cursor;
    }
}
