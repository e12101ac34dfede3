package org.paymentpoller.operations;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.paymentpoller.chain.BlockId;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.ledger.WatchedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what is missing below the cursor. The node is read without a lock; each window is then recorded in a transaction
 * under the row's, together with what the table of operations says of it.
 */
final class Replay {

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final LockedCursor cursor;
    private final Chain chain;
    private final RecordedEvents recorded;
    private final OperationLog log;

    Replay(LockedCursor cursor, Chain chain, RecordedEvents recorded, OperationLog log) {
        this.cursor = cursor;
        this.chain = chain;
        this.recorded = recorded;
        this.log = log;
    }

    Replayed over(BlockWindow span, Operation operation, Progress progress) throws IOException {
        Cursor row = cursor.look();
        ChainReading reading = chain.begin(row);
        requireCursorsChain(row, reading);
        Run run = new Run(operation, span);
        reading.span(span, Optional.empty(), (window, transactions) -> {
            run.record(window, BurnTransaction.eventsOf(transactions));
            progress.reached(window.to(), span);
        });
        return run.result();
    }

    private static void requireCursorsChain(Cursor row, ChainReading reading) throws IOException {
        if (row.expectedHash().isEmpty()) {
            return;
        }
        BlockId now = reading.block(row.lastProcessedBlock());
        if (!now.hash().equals(row.expectedHash().get())) {
            throw new OperationRefusedException("block " + now.number() + " was recorded as "
                    + row.expectedHash().get() + ", the chain now has " + now.hash()
                    + ": accept the reorganisation first");
        }
    }

    /** One replay, of which each window adds to the same row of the table of operations. */
    private final class Run {

        private final Operation operation;
        private final BlockWindow span;
        private Optional<Long> logged = Optional.empty();
        private long inserted;
        private long leftAlone;
        private long done;

        Run(Operation operation, BlockWindow span) {
            this.operation = operation;
            this.span = span;
        }

        void record(BlockWindow window, List<WatchedEvent> events) {
            try {
                recordOrRefuse(window, events);
            } catch (OperationRefusedException e) {
                // What was refused has changed nothing, and windows before this one are committed.
                throw logged.isEmpty() ? e : new OperationFailedException(FailureLine.of(e));
            }
        }

        private void recordOrRefuse(BlockWindow window, List<WatchedEvent> events) {
            Missing missing = cursor.run(row -> {
                Arguments.requireRecorded("to", span.to(), row);
                Missing found = Missing.of(events, recorded.of(events));
                recorded.record(found.events());
                inserted += found.events().size();
                leftAlone += found.leftAlone().size();
                done = window.to();
                if (logged.isPresent()) {
                    log.outcome(logged.get(), outcome());
                } else {
                    logged = Optional.of(log.write(operation, outcome()));
                }
                return found;
            });
            missing.events()
                    .forEach(event -> LOG.info(
                            "Recovered {} {} in block {}",
                            RecordedEvent.Kind.of(event),
                            EventKey.of(event),
                            event.position().blockNumber()));
            missing.leftAlone().forEach(line -> LOG.warn("Left alone what is missing of a transaction: {}", line));
        }

        Replayed result() {
            return new Replayed(outcome(), leftAlone == 0);
        }

        private String outcome() {
            return "blocks " + span.from() + " to " + done + ": " + inserted + " recorded that "
                    + (inserted == 1 ? "was" : "were") + " missing" + (leftAlone == 0 ? "" : "; " + leftAlone());
        }

        private String leftAlone() {
            return leftAlone == 1
                    ? "1 transaction left alone, because its rows contradict the chain, as verify shows"
                    : leftAlone + " transactions left alone, because their rows contradict the chain, as verify shows";
        }
    }
}
