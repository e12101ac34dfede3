package org.paymentpoller.operations;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    String over(BlockWindow span, Operation operation, Progress progress) throws IOException {
        Cursor row = cursor.look();
        ChainReading reading = chain.begin(row);
        requireCursorsChain(row, reading);
        Run run = new Run(operation, span);
        reading.span(span, Optional.empty(), (window, transactions) -> {
            run.record(window, BurnTransaction.eventsOf(transactions));
            progress.reached(window.to(), span);
        });
        return run.outcome();
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
        private long done;

        Run(Operation operation, BlockWindow span) {
            this.operation = operation;
            this.span = span;
        }

        void record(BlockWindow window, List<WatchedEvent> events) {
            List<WatchedEvent> fresh = cursor.run(row -> {
                Arguments.requireRecorded("to", span.to(), row);
                List<WatchedEvent> missing = missing(events);
                recorded.record(missing);
                inserted += missing.size();
                done = window.to();
                if (logged.isPresent()) {
                    log.outcome(logged.get(), outcome());
                } else {
                    logged = Optional.of(log.write(operation, outcome()));
                }
                return missing;
            });
            fresh.forEach(event -> LOG.info(
                    "Recovered {} {} in block {}",
                    RecordedEvent.Kind.of(event),
                    EventKey.of(event),
                    event.position().blockNumber()));
        }

        private List<WatchedEvent> missing(List<WatchedEvent> events) {
            Set<EventKey> there = recorded.of(events).stream()
                    .filter(row -> !row.orphaned())
                    .map(RecordedEvent::key)
                    .collect(Collectors.toSet());
            return events.stream()
                    .filter(event -> !there.contains(EventKey.of(event)))
                    .toList();
        }

        String outcome() {
            return "blocks " + span.from() + " to " + done + ": " + inserted + " recorded that "
                    + (inserted == 1 ? "was" : "were") + " missing";
        }
    }
}
