package org.paymentpoller.poll;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paymentpoller.chain.BurnEvent;
import org.paymentpoller.chain.KnownChain;
import org.paymentpoller.chain.SecondOpinion;
import org.paymentpoller.chain.TestChain;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.WatchIdentity;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.ledger.Burn;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.ledger.EventPosition;
import org.paymentpoller.ledger.RejectedEvent;
import org.paymentpoller.ledger.WatchedEvent;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeClient;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeLimits;

/** A watch of {@link TestChain}'s contract that began at block 100, and its burns. */
final class TestWatch {

    static final WatchIdentity IDENTITY =
            new WatchIdentity("payment-poller", Optional.empty(), TestChain.CONTRACT, BurnEvent.TOPIC0, 100);

    private TestWatch() {}

    /** One endpoint that is never asked, of at most 50 blocks. */
    static Endpoints endpoints() {
        NodeEndpoint nowhere = NodeEndpoint.parseAll("http://127.0.0.1:9").get(0);
        return new Endpoints(List.of(new Endpoint(nowhere, 50, Clock.systemUTC())));
    }

    static CheckWindow checkWindow() {
        return checkWindow(IDENTITY);
    }

    static CheckWindow checkWindow(WatchIdentity watch) {
        return new CheckWindow(watch, new KnownChain(), cursorsBlock());
    }

    /** Of the one endpoint, which nobody else is asked beside. */
    static CursorsBlock cursorsBlock() {
        NodeLimits limits =
                new NodeLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1_000_000);
        return new CursorsBlock(new SecondOpinion(endpoints(), new NodeClient(limits)));
    }

    static WatchStatus status() {
        return new WatchStatus(Clock.systemUTC());
    }

    /** The cursor as it was seeded. */
    static Cursor seeded() {
        return cursor(99, Optional.empty(), Optional.empty());
    }

    /** The cursor after a window that ended at this block. */
    static Cursor at(long block) {
        return cursor(block, Optional.of(block), Optional.of(TestChain.blockHash(block)));
    }

    /** The cursor after an operator moved it. */
    static Cursor moved(long from, long to) {
        return cursor(to, Optional.of(from), Optional.of(TestChain.blockHash(from)));
    }

    /** The same, paused for this reason. */
    static Cursor paused(Cursor cursor, String reason) {
        return new Cursor(
                cursor.id(),
                cursor.chainId(),
                cursor.contract(),
                cursor.topic0(),
                cursor.startBlock(),
                cursor.lastProcessedBlock(),
                cursor.hashBlock(),
                cursor.hash(),
                cursor.caughtUp(),
                Optional.of(reason));
    }

    private static Cursor cursor(long block, Optional<Long> hashBlock, Optional<String> hash) {
        return new Cursor(
                "payment-poller",
                Optional.of(TestChain.CHAIN_ID),
                TestChain.CONTRACT,
                BurnEvent.TOPIC0,
                100,
                block,
                hashBlock,
                hash,
                Optional.empty(),
                Optional.empty());
    }

    /** A transaction in block 150 with an event for each amount; a zero one is rejected. */
    static BurnTransaction transaction(long number, long... amounts) {
        List<WatchedEvent> events = new ArrayList<>();
        for (long amount : amounts) {
            EventPosition position = new EventPosition(
                    TestChain.txHash(number), events.size(), 5L + events.size(), 150, TestChain.blockHash(150));
            events.add(
                    amount == 0
                            ? new RejectedEvent(position, "its amount is zero", "{\"data\":\"0x\"}")
                            : new Burn(
                                    position,
                                    TestChain.ACCOUNT,
                                    BigInteger.valueOf(amount),
                                    TestChain.DIGEST,
                                    Instant.ofEpochSecond(1_700_000_000L)));
        }
        return new BurnTransaction(TestChain.txHash(number), events);
    }
}
