package org.paymentpoller.chain;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.paymentpoller.chain.TestChain.LogDraft;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.NodeException;

/** From a node's answer to burn transactions: 1,000 burns, one a transaction, 50 a block. */
@State(Scope.Benchmark)
public class LogsBenchmark {

    private static final int BURNS = 1_000;
    private static final int BURNS_A_BLOCK = 50;
    private static final BlockWindow WINDOW = new BlockWindow(1, BURNS / BURNS_A_BLOCK);
    private static final JsonMapper JSON = new JsonMapper();
    private static final BlockId END = TestChain.block(WINDOW.to());

    private final LogsReader reader = new LogsReader(TestChain.ENDPOINT);
    private final LogChecks checks = new LogChecks(new LogsRequest(TestChain.CONTRACT, BurnEvent.TOPIC0, WINDOW));
    private final LogDraft[] drafts = IntStream.range(0, BURNS)
            .mapToObj(burn -> TestChain.burn(WINDOW.from() + burn / BURNS_A_BLOCK, burn % BURNS_A_BLOCK, burn))
            .toArray(LogDraft[]::new);
    private final WindowLogs answer = TestChain.answer(WINDOW, drafts);
    private byte[] json = {};
    private List<ChainLog> logs = List.of();

    /** Writes the answer that a node would give. */
    @Setup
    public void answer() throws IOException {
        json = JSON.writeValueAsBytes(
                Stream.of(drafts).map(LogDraft::asAnswered).toList());
        logs = TestChain.answered(drafts);
    }

    /** JSON becomes well-formed logs. */
    @Benchmark
    @OperationsPerInvocation(BURNS)
    public Object read() throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            return reader.read(parser);
        }
    }

    /** The logs are what was asked. */
    @Benchmark
    @OperationsPerInvocation(BURNS)
    public Object check() throws NodeException {
        return checks.checked(TestChain.ENDPOINT, END, List.of(), logs);
    }

    /** The logs become burn transactions. */
    @Benchmark
    @OperationsPerInvocation(BURNS)
    public Object decode() {
        return BurnTransactions.read(answer);
    }
}
