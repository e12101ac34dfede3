package org.paymentpoller.operations;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.chain.BlockId;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.SqlFile;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.ledger.WatchedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes the tables follow a chain that reorganised below the cursor. The chain is read without a lock, from a recorded block
 * that it still has; then everything changes in one transaction under the row's lock. No row is deleted.
 */
final class AcceptReorganisation {

    /**
     * A block that chain and tables share.
     *
     * @param block its number; the one before the watch began where nothing recorded is left
     * @param hash empty where it is not known
     */
    private record Shared(long block, Optional<String> hash) {}

    /** What is read of the chain: the events above the shared block, and the block that is accepted. */
    private record Branch(long above, List<WatchedEvent> events, BlockId end) {}

    /** An event in one of the two tables. */
    private record Place(RecordedEvent.Kind kind, EventKey key) {}

    private final LockedCursor cursor;
    private final Chain chain;
    private final RecordedEvents recorded;
    private final RecordedBlocks blocks;
    private final JdbcClient jdbc;
    private final OperationLog log;
    private final long mostBlocks;

    AcceptReorganisation(
            LockedCursor cursor,
            Chain chain,
            RecordedEvents recorded,
            RecordedBlocks blocks,
            JdbcClient jdbc,
            OperationLog log,
            long mostBlocks) {
        this.cursor = cursor;
        this.chain = chain;
        this.recorded = recorded;
        this.blocks = blocks;
        this.jdbc = jdbc;
        this.log = log;
        this.mostBlocks = mostBlocks;
    }

    /**
     * Accepts the chain as it is now.
     *
     * @param block where the cursor is to stand on the present chain: from the start block to the cursor
     */
    String upTo(long block, Operation operation, Progress progress) throws IOException {
        Cursor row = cursor.look();
        Arguments.requireRecorded("block", block, row);
        ChainReading reading = chain.begin(row);
        requireReorganised(row, block, reading);
        Shared shared = shared(row, block, reading);
        Branch branch = read(shared, block, reading, progress);
        return cursor.run(held -> {
            requireUnmoved(row, held);
            String outcome = apply(held, branch);
            log.write(operation, outcome);
            return outcome;
        });
    }

    private static void requireReorganised(Cursor row, long block, ChainReading reading) throws IOException {
        long last = row.lastProcessedBlock();
        String hash = row.expectedHash()
                .orElseThrow(() -> new OperationRefusedException("the hash of the cursor's block " + last
                        + " is not known, because the cursor was moved: there is no halt to end"));
        Heads heads = reading.heads();
        if (heads.head() < last || heads.safeHead() < block) {
            throw new OperationRefusedException("the head is block " + heads.head() + " and the safe head block "
                    + heads.safeHead() + ", but the cursor is at block " + last
                    + ": wait until the chain has that block again");
        }
        if (reading.agreedBlock(last).hash().equals(hash)) {
            throw new OperationRefusedException("the chain has block " + last + " as it was recorded, " + hash
                    + ": there is no reorganisation to accept");
        }
    }

    /** Asks about ever older blocks, in steps that double: a shared one below the newest shared one does as well. */
    private Shared shared(Cursor row, long block, ChainReading reading) throws IOException {
        long lowest = Math.max(row.startBlock(), block - mostBlocks);
        List<RecordedBlocks.RecordedBlock> candidates = blocks.in(new BlockWindow(lowest, row.lastProcessedBlock()));
        for (int i = 0; i < candidates.size(); i = nextAfter(i, candidates.size())) {
            BlockId now = reading.block(candidates.get(i).number());
            if (candidates.get(i).isStill(now)) {
                return new Shared(now.number(), Optional.of(now.hash()));
            }
        }
        if (lowest == row.startBlock()) {
            return new Shared(lowest - 1, Optional.empty());
        }
        throw new OperationRefusedException("nothing that is recorded from block " + lowest
                + " on is still on the chain, and one operation reads at most " + mostBlocks
                + " blocks (POLLER_OPERATIONS_MAX_BLOCKS)");
    }

    /** 0, 1, 3, 7 and so on, and the last one in any case. */
    private static int nextAfter(int i, int size) {
        return i == size - 1 ? size : Math.min(2 * i + 1, size - 1);
    }

    private static Branch read(Shared shared, long block, ChainReading reading, Progress progress) throws IOException {
        if (shared.block() >= block) {
            return new Branch(shared.block(), List.of(), reading.block(block));
        }
        BlockWindow span = new BlockWindow(shared.block() + 1, block);
        List<WatchedEvent> events = new ArrayList<>();
        BlockId end = reading.span(span, shared.hash(), (window, transactions) -> {
            events.addAll(BurnTransaction.eventsOf(transactions));
            progress.reached(window.to(), span);
        });
        return new Branch(shared.block(), events, end);
    }

    private static void requireUnmoved(Cursor seen, Cursor held) {
        if (held.lastProcessedBlock() != seen.lastProcessedBlock()
                || !held.hash().equals(seen.hash())) {
            throw new OperationFailedException("the cursor moved from block " + seen.lastProcessedBlock() + " to block "
                    + held.lastProcessedBlock() + " while the chain was read; nothing was changed");
        }
    }

    /** What is not where the chain has it is marked; of that, what the chain has elsewhere takes its new place. */
    private String apply(Cursor row, Branch branch) {
        Map<Place, WatchedEvent> onChain = new HashMap<>();
        branch.events().forEach(event -> onChain.put(placeOf(event), event));
        List<RecordedEvent> rows = recorded.in(new BlockWindow(branch.above() + 1, Long.MAX_VALUE), branch.events());
        List<RecordedEvent> displaced = new ArrayList<>();
        Set<Place> there = new HashSet<>();
        long minedAgain = 0;
        for (RecordedEvent one : rows) {
            Place place = new Place(one.kind(), one.key());
            there.add(place);
            @Nullable WatchedEvent event = onChain.get(place);
            if (event == null || !one.differences(event).isEmpty()) {
                minedAgain += event == null ? 0 : 1;
                if (!one.orphaned()) {
                    displaced.add(one);
                }
            }
        }
        recorded.markOrphaned(displaced);
        recorded.record(branch.events());
        jdbc.sql(SqlFile.read("accept-block"))
                .param("cursor_id", row.id())
                .param("block", branch.end().number())
                .param("block_hash", branch.end().hash())
                .update();
        long orphaned = displaced.stream()
                .filter(one -> !onChain.containsKey(new Place(one.kind(), one.key())))
                .count();
        long fresh = onChain.keySet().stream()
                .filter(place -> !there.contains(place))
                .count();
        return "cursor at block " + branch.end().number() + " with its present hash "
                + branch.end().hash() + ": " + minedAgain + " mined again, " + orphaned + " orphaned, " + fresh
                + " new";
    }

    private static Place placeOf(WatchedEvent event) {
        return new Place(RecordedEvent.Kind.of(event), EventKey.of(event));
    }
}
