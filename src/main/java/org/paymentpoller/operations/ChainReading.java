package org.paymentpoller.operations;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.paymentpoller.chain.BlockId;
import org.paymentpoller.chain.ChainReader;
import org.paymentpoller.chain.Finality;
import org.paymentpoller.chain.KnownChain;
import org.paymentpoller.chain.ReorganisationException;
import org.paymentpoller.chain.SafeHead;
import org.paymentpoller.chain.SecondOpinion;
import org.paymentpoller.chain.WindowLogs;
import org.paymentpoller.chain.WrongChainException;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.poll.CheckWindow;

/** What one operation reads of the chain, window by window, each within the node's budget and judged as the poller judges it. */
final class ChainReading {

    /** Each attempt has a budget of its own; between them an endpoint's rest, 5 s at most, is over. */
    private static final RetryConfig PATIENCE = RetryConfig.custom()
            .maxAttempts(4)
            .intervalFunction(IntervalFunction.ofExponentialBackoff(Duration.ofSeconds(1), 2.0))
            .retryOnException(failure -> failure instanceof NodeException
                    && !(failure instanceof WrongChainException)
                    && !(failure instanceof ReorganisationException))
            .build();

    /** Takes the burn transactions of a window. */
    @FunctionalInterface
    interface Taker {

        /** Called in chain order, without gaps. */
        void take(BlockWindow window, List<BurnTransaction> transactions);
    }

    /** A window with its burn transactions, and its last block. */
    private record Read(BlockWindow window, BlockId end, List<BurnTransaction> transactions) {}

    private final ChainReader reader;
    private final CheckWindow check;
    private final SecondOpinion others;
    private final KnownChain known;
    private final int otherEndpoints;
    private final Finality finality;
    private final Cursor row;

    ChainReading(
            ChainReader reader,
            CheckWindow check,
            SecondOpinion others,
            KnownChain known,
            int otherEndpoints,
            Finality finality,
            Cursor row) {
        this.reader = reader;
        this.check = check;
        this.others = others;
        this.known = known;
        this.otherEndpoints = otherEndpoints;
        this.finality = finality;
        this.row = row;
    }

    Heads heads() throws IOException {
        SafeHead head = patiently(this::head);
        long block = head.number();
        return new Heads(block, finality.safeHead(block));
    }

    /** The block as the endpoint that is asked first has it now. */
    BlockId block(long number) throws IOException {
        return patiently(() -> read(new BlockWindow(number, number), Optional.empty()))
                .end();
    }

    /**
     * The block as all endpoints have it.
     *
     * @throws NodeException when one of them tells another hash, or none
     */
    BlockId agreedBlock(long number) throws IOException {
        return patiently(() -> {
            SafeHead head = head();
            WindowLogs logs = reader.logs(new BlockWindow(number, number));
            check.check(row.at(number - 1, Optional.empty()), logs.window(), logs);
            List<BlockId> opinions = others.of(number, logs.endpoint());
            if (opinions.size() < otherEndpoints) {
                throw new NodeException("Only " + (1 + opinions.size()) + " of the " + (1 + otherEndpoints)
                        + " endpoints tell block " + number + ", and all must agree on it; wait, or leave out of"
                        + " POLLER_RPC_URL what does not answer");
            }
            for (BlockId other : opinions) {
                if (!other.equals(logs.end())) {
                    throw new NodeException("The endpoints do not agree on block " + number + ": " + head.endpoint()
                            + " has " + logs.end().hash() + ", another one " + other.hash());
                }
            }
            return logs.end();
        });
    }

    /**
     * Reads all blocks of a span.
     *
     * @param before the hash that the block before it must have; empty where any will do
     * @return the last block
     * @throws NodeException when the chain changes on the way
     */
    BlockId span(BlockWindow span, Optional<String> before, Taker taker) throws IOException {
        long next = span.from();
        Optional<String> hash = before;
        while (true) {
            BlockWindow rest = new BlockWindow(next, span.to());
            Optional<String> expected = hash;
            Read read = linked(() -> read(rest, expected));
            taker.take(read.window(), read.transactions());
            if (read.window().to() == span.to()) {
                return read.end();
            }
            next = read.window().to() + 1;
            hash = Optional.of(read.end().hash());
        }
    }

    /** The head, on the watch's chain: of a single endpoint the reader does not compare it, and not every head has a window. */
    private SafeHead head() throws IOException {
        SafeHead head = reader.head();
        known.require(head.endpoint(), head.chainId());
        return head;
    }

    private Read read(BlockWindow window, Optional<String> before) throws IOException {
        head();
        WindowLogs logs = reader.logs(window);
        List<BurnTransaction> transactions = check.check(row.at(window.from() - 1, before), window, logs);
        return new Read(logs.window(), logs.end(), transactions);
    }

    private static Read linked(Callable<Read> question) throws IOException {
        try {
            return patiently(question);
        } catch (ReorganisationException e) {
            throw new NodeException("The chain changed while it was read (" + e.getMessage() + "); try again");
        }
    }

    private static <T> T patiently(Callable<T> question) throws IOException {
        try {
            return Retry.of("operation", PATIENCE).executeCallable(question);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A question throws nothing else", e);
        }
    }
}
