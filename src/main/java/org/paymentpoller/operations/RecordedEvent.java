package org.paymentpoller.operations;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.paymentpoller.ledger.Burn;
import org.paymentpoller.ledger.WatchedEvent;

/**
 * A row of payments or of rejected events.
 *
 * @param kind which table
 * @param id the row's, within its table
 * @param key the event within its watch
 * @param logIndex index of the log in its block, as recorded
 * @param blockNumber as recorded
 * @param blockHash as recorded; empty where another caller left it out of a rejected event
 * @param burn what a payment says beside its place; empty for a rejected event
 * @param orphaned whether an accepted reorganisation took its transaction away
 */
record RecordedEvent(
        Kind kind,
        long id,
        EventKey key,
        long logIndex,
        long blockNumber,
        Optional<String> blockHash,
        Optional<Paid> burn,
        boolean orphaned) {

    /** Which table. */
    enum Kind {
        PAYMENT("payment"),
        REJECTED_EVENT("rejected event");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        static Kind of(WatchedEvent event) {
            return event instanceof Burn ? PAYMENT : REJECTED_EVENT;
        }

        static Kind ofWords(String words) {
            return words.equals(PAYMENT.words) ? PAYMENT : REJECTED_EVENT;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * What a payment says.
     *
     * @param account who burned
     * @param amount in the token's smallest unit
     * @param digest lower-case 0x hex
     * @param burnedAt seconds since the epoch
     */
    record Paid(String account, BigInteger amount, String digest, long burnedAt) {}

    /** What the row has otherwise than the chain, a text for each column; none where it is as the chain has it. */
    List<String> differences(WatchedEvent onChain) {
        List<String> differences = new ArrayList<>();
        compareKind(onChain, differences);
        if (orphaned) {
            differences.add("it is marked orphaned");
        }
        compare("block_number", blockNumber, onChain.position().blockNumber(), differences);
        blockHash.ifPresent(
                hash -> compare("block_hash", hash, onChain.position().blockHash(), differences));
        compare("log_index", logIndex, onChain.position().logIndex(), differences);
        compareBurn(onChain, differences);
        if (onChain instanceof Burn real) {
            burn.ifPresent(paid ->
                    compare("burned_at", paid.burnedAt(), real.burnedAt().getEpochSecond(), differences));
        }
        return differences;
    }

    /**
     * Why the row cannot be this event, which has its key; none where it can. A transaction that was mined again elsewhere has
     * another place and time there, and the same burns in the same order.
     */
    List<String> contradictions(WatchedEvent onChain) {
        if (isInBlockOf(onChain)) {
            return differences(onChain);
        }
        List<String> contradictions = new ArrayList<>();
        compareKind(onChain, contradictions);
        compareBurn(onChain, contradictions);
        return contradictions;
    }

    private boolean isInBlockOf(WatchedEvent onChain) {
        return blockHash
                .map(hash -> hash.equals(onChain.position().blockHash()))
                .orElse(blockNumber == onChain.position().blockNumber());
    }

    private void compareKind(WatchedEvent onChain, List<String> differences) {
        if (kind != Kind.of(onChain)) {
            differences.add("it is a " + kind + ", on chain a " + Kind.of(onChain));
        }
    }

    private void compareBurn(WatchedEvent onChain, List<String> differences) {
        if (onChain instanceof Burn real) {
            burn.ifPresent(paid -> {
                compare("from_address", paid.account(), real.account(), differences);
                compare("amount", paid.amount(), real.amount(), differences);
                compare("digest", paid.digest(), real.digest(), differences);
            });
        }
    }

    private static void compare(String column, Object recorded, Object onChain, List<String> differences) {
        if (!Objects.equals(recorded, onChain)) {
            differences.add(column + " is " + recorded + ", on chain " + onChain);
        }
    }
}
