package org.paymentpoller.operations;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.chain.BlockId;
import org.paymentpoller.chain.Finality;
import org.paymentpoller.chain.NodeRules;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.WatchIdentity;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeClient;
import org.paymentpoller.poll.RecordColumns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The operations on a watch, for JMX and for the command line. Each throws {@link OperationRefusedException} where it is not
 * begun, and {@link OperationFailedException} where node or database fail; each that was begun is in the table of operations.
 */
public final class WatchOperations {

    private static final Logger LOG = LoggerFactory.getLogger(WatchOperations.class);

    /** Longer than a window of each of ten replicas, which may all stand before an operator. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Actor actor;
    private final Arguments arguments;
    private final LockedCursor cursor;
    private final Chain chain;
    private final OperationLog log;
    private final Pause pause;
    private final Rewind rewind;
    private final Replay replay;
    private final Verify verify;
    private final AcceptReorganisation accept;

    /** The node, as an operation asks it. */
    public record Node(Endpoints endpoints, NodeClient client, Finality finality, NodeRules rules) {}

    /**
     * @param mostBlocks how many one operation may read, from 1
     */
    public WatchOperations(
            JdbcOperations database,
            PlatformTransactionManager transactions,
            WatchIdentity watch,
            Node node,
            RecordColumns columns,
            Actor actor,
            long mostBlocks) {
        this.actor = actor;
        this.arguments = new Arguments(mostBlocks);
        JdbcClient jdbc = JdbcClient.create(database);
        this.cursor = new LockedCursor(database, transactions, watch, PATIENCE);
        this.chain = new Chain(node.endpoints(), node.client(), node.finality(), node.rules(), watch);
        this.log = new OperationLog(jdbc, watch.cursorId());
        RecordedEvents recorded = new RecordedEvents(jdbc, columns, watch.cursorId());
        this.pause = new Pause(cursor, jdbc, log);
        this.rewind = new Rewind(cursor, jdbc, log);
        this.replay = new Replay(cursor, chain, recorded, log);
        this.verify = new Verify(cursor, chain, recorded, log);
        RecordedBlocks blocks = new RecordedBlocks(jdbc, watch.cursorId());
        this.accept = new AcceptReorganisation(cursor, chain, recorded, blocks, jdbc, log, mostBlocks);
    }

    /** Keeps every replica from recording, from the end of the window in flight on. */
    public String pause(@Nullable String reason) {
        Operation operation = operation("pause", Map.of(), Optional.of(Arguments.reason(reason)));
        return told(operation, () -> pause.pause(operation));
    }

    /** Lets the replicas record again. */
    public String resume() {
        Operation operation = operation("resume", Map.of(), Optional.empty());
        return told(operation, () -> pause.resume(operation));
    }

    /**
     * Puts the cursor back.
     *
     * @param block the last one that counts as recorded: from start block - 1 to the cursor
     */
    public String rewindTo(long block, @Nullable String reason) {
        Operation operation = operation("rewind-to", Map.of("block", block), Optional.of(Arguments.reason(reason)));
        return told(operation, () -> rewind.to(block, operation));
    }

    /**
     * Records what is missing in blocks at or below the cursor, which stays where it is; leaves transactions alone whose rows
     * contradict the chain.
     *
     * @param from first block, inclusive, not below the start block
     * @param to last block, inclusive, not above the cursor
     */
    public Replayed replay(long from, long to, Progress progress) {
        Operation operation = operation("replay", Map.of("from", from, "to", to), Optional.empty());
        return carriedOut(operation, () -> {
            BlockWindow span = arguments.span(from, to, cursor.look());
            Replayed result = replay.over(span, operation, progress);
            say(operation, result.outcome());
            return result;
        });
    }

    /**
     * Compares chain and tables, and changes neither.
     *
     * @param from first block, inclusive, not below the start block
     * @param to last block, inclusive, not above the cursor
     */
    public Verification verify(long from, long to, Progress progress) {
        Operation operation = operation("verify", Map.of("from", from, "to", to), Optional.empty());
        return carriedOut(operation, () -> {
            BlockWindow span = arguments.span(from, to, cursor.look());
            Verification result = verify.over(span, operation, progress);
            say(operation, result.summary());
            return result;
        });
    }

    /**
     * Ends the halt of a watch whose chain reorganised below the cursor.
     *
     * @param block where the cursor is to stand on the present chain: from the start block to the cursor
     */
    public String acceptReorganisation(long block, @Nullable String reason, Progress progress) {
        Operation operation =
                operation("accept-reorganisation", Map.of("block", block), Optional.of(Arguments.reason(reason)));
        return told(operation, () -> accept.upTo(block, operation, progress));
    }

    /** How the watch is, as far as the node tells it; not written down. */
    public WatchLook look() {
        Operation operation = operation("status", Map.of(), Optional.empty());
        try {
            return look(operation, cursor.look());
        } catch (OperationRefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failed(operation, FailureLine.of(e), e);
        }
    }

    /** What the row says is known without a node. */
    private WatchLook look(Operation operation, Cursor row) {
        Optional<Heads> heads = Optional.empty();
        Optional<String> halted = Optional.empty();
        Optional<String> failure = Optional.empty();
        try {
            ChainReading reading = chain.begin(row);
            Heads now = reading.heads();
            heads = Optional.of(now);
            halted = halted(row, now, reading);
        } catch (IOException | RuntimeException e) {
            failure = Optional.of(FailureLine.of(e));
            sayFailure(operation, failure.get(), e);
        }
        return new WatchLook(row.id(), row.lastProcessedBlock(), row.paused(), heads, halted, failure);
    }

    private static Optional<String> halted(Cursor row, Heads heads, ChainReading reading) throws IOException {
        if (row.expectedHash().isEmpty() || heads.head() < row.lastProcessedBlock()) {
            return Optional.empty();
        }
        BlockId now = reading.block(row.lastProcessedBlock());
        return row.expectedHash()
                .filter(hash -> !hash.equals(now.hash()))
                .map(hash ->
                        "block " + now.number() + " was recorded as " + hash + ", the chain now has " + now.hash());
    }

    private Operation operation(String name, Map<String, Long> values, Optional<String> reason) {
        return new Operation(name, values, reason, actor.name());
    }

    /** What may fail as node and database do. */
    private interface Work<T> {
        T carryOut() throws IOException;
    }

    private String told(Operation operation, Work<String> work) {
        return carriedOut(operation, () -> {
            String outcome = work.carryOut();
            say(operation, outcome);
            return outcome;
        });
    }

    private static void say(Operation operation, String outcome) {
        LOG.info(
                "{} by {}{}: {}",
                operation.name(),
                operation.who(),
                operation.reason().map(reason -> " (" + reason + ")").orElse(""),
                outcome);
    }

    private <T> T carriedOut(Operation operation, Work<T> work) {
        try {
            return work.carryOut();
        } catch (OperationRefusedException e) {
            LOG.warn("{} by {} was refused: {}", operation.name(), operation.who(), e.getMessage());
            throw e;
        } catch (IOException | RuntimeException e) {
            String line = FailureLine.of(e);
            OperationFailedException failure = failed(operation, line, e);
            writeFailure(operation, line);
            throw failure;
        }
    }

    private static OperationFailedException failed(Operation operation, String line, Exception cause) {
        sayFailure(operation, line, cause);
        return new OperationFailedException(line);
    }

    private static void sayFailure(Operation operation, String line, Exception cause) {
        LOG.debug("The failure of {} whole", operation.name(), cause);
        LOG.warn("{} by {} failed: {}", operation.name(), operation.who(), line);
    }

    /** Where the database is what failed, the log alone tells it. */
    private void writeFailure(Operation operation, String line) {
        try {
            log.write(operation, "failed: " + line);
        } catch (RuntimeException e) {
            LOG.warn("The failure of {} could not be written down: {}", operation.name(), FailureLine.of(e));
        }
    }
}
