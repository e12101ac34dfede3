package org.paymentpoller.operations;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.ledger.WatchedEvent;
import org.springframework.dao.DataAccessException;

/** Compares chain and tables, and changes neither; holds no lock while it reads. */
final class Verify {

    private final LockedCursor cursor;
    private final Chain chain;
    private final RecordedEvents recorded;
    private final OperationLog log;

    Verify(LockedCursor cursor, Chain chain, RecordedEvents recorded, OperationLog log) {
        this.cursor = cursor;
        this.chain = chain;
        this.recorded = recorded;
        this.log = log;
    }

    Verification over(BlockWindow span, Operation operation, Progress progress) throws IOException {
        Cursor row = cursor.look();
        Comparison comparison = new Comparison(span);
        chain.begin(row).span(span, Optional.empty(), (window, transactions) -> {
            List<WatchedEvent> events = BurnTransaction.eventsOf(transactions);
            comparison.add(window, events, recorded.in(window, events));
            progress.reached(window.to(), span);
        });
        Verification result = comparison.result();
        writeDown(operation, result);
        return result;
    }

    /** What was read for long is told also where nothing may be written, as by a role that only reads. */
    private void writeDown(Operation operation, Verification result) {
        try {
            log.write(operation, result.summary());
        } catch (DataAccessException e) {
            result.note("not written down: " + FailureLine.of(e));
        }
    }
}
