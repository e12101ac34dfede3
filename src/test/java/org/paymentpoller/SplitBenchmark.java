package org.paymentpoller;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ManagementStatisticsLevel;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.paymentpoller.chain.BurnTransactions;
import org.paymentpoller.chain.TestChain;
import org.paymentpoller.chain.TestChain.LogDraft;
import org.paymentpoller.fixture.ProjectFiles;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.BurnTransaction;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.yaml.snakeyaml.Yaml;

/** The split with its idempotent consumer, as the routes have it, over 1,000 burns of a transaction each; without SQL. */
@State(Scope.Benchmark)
public class SplitBenchmark {

    private static final int BURNS = 1_000;
    private static final String START = "direct:window";
    private static final String CALLED = "direct:split";

    private static final List<String> VARIABLES_OF_A_WINDOW = List.of("cursor_id", "head", "window", "logs");

    private static final Path ROUTES = ProjectFiles.of("routes/payment-poller.camel.yaml");

    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate producer = camel.createProducerTemplate();
    private final List<BurnTransaction> burns = BurnTransactions.read(TestChain.answer(
            new BlockWindow(1, 1),
            IntStream.range(0, BURNS)
                    .mapToObj(burn -> TestChain.burn(1, burn, burn))
                    .toArray(LogDraft[]::new)));
    private final Set<String> allAreKnown =
            burns.stream().map(BurnTransaction::txHash).collect(Collectors.toUnmodifiableSet());

    /** Starts a route that does nothing but the split, called in a transaction as a window does. */
    @Setup
    public void start() throws Exception {
        PaymentPollerBeans beans = new PaymentPollerBeans();
        SpringTransactionPolicy transaction = beans.readCommitted(new NoDatabase());
        camel.getRegistry().bind("readCommitted", transaction);
        camel.getRegistry().bind("rollBackAndThrow", beans.rollBackAndThrow(transaction));
        camel.getRegistry().bind("throwToTransaction", beans.throwToTransaction());
        camel.getRegistry().bind("recordedTransactions", beans.recordedTransactions());
        camel.getRegistry().bind("txHash", beans.txHash());
        camel.getRegistry().bind("collectNew", beans.collectNew());
        // As application.yml has it.
        camel.getManagementStrategy().getManagementAgent().setStatisticsLevel(ManagementStatisticsLevel.RoutesOnly);
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("split.camel.yaml", splitAlone()));
        camel.start();
    }

    @TearDown
    public void stop() {
        camel.stop();
    }

    /** All of them are new. */
    @Benchmark
    @OperationsPerInvocation(BURNS)
    public Object splitNew() throws Exception {
        return split(Set.of(), BURNS);
    }

    /** All of them are known; the line that says so in the log is left out. */
    @Benchmark
    @OperationsPerInvocation(BURNS)
    public Object splitKnown() throws Exception {
        return split(allAreKnown, 0);
    }

    private List<?> split(Set<String> known, int expected) throws Exception {
        Exchange window = producer.send(START, exchange -> {
            VARIABLES_OF_A_WINDOW.forEach(name -> exchange.setVariable(name, name));
            exchange.setVariable("known", known);
            exchange.getMessage().setBody(burns);
        });
        if (window.getException() != null) {
            throw window.getException();
        }
        List<?> fresh = window.getMessage().getBody(List.class);
        if (fresh.size() != expected) {
            throw new IllegalStateException("The split collected " + fresh.size() + " burns, not " + expected);
        }
        return fresh;
    }

    private static String splitAlone() throws IOException {
        Object split = splitIn(new Yaml().load(Files.readString(ROUTES)))
                .orElseThrow(() -> new IllegalStateException(ROUTES + " has no step on-a-copy"));
        Map<?, ?> call = Map.of("to", Map.of("uri", CALLED));
        Map<?, ?> transaction = Map.of("transacted", Map.of("ref", "readCommitted", "steps", List.of(call)));
        return new Yaml()
                .dump(List.of(
                        route("rollBackAndThrow", START, transaction), route("throwToTransaction", CALLED, split)));
    }

    private static Map<?, ?> route(String errorHandler, String uri, Object step) {
        Map<?, ?> from = Map.of("uri", uri, "steps", List.of(step));
        return Map.of("route", Map.of("errorHandlerRef", errorHandler, "streamCache", "false", "from", from));
    }

    private static Optional<Object> splitIn(Object yaml) {
        if (yaml instanceof Map<?, ?> step
                && step.get("multicast") instanceof Map<?, ?> multicast
                && "on-a-copy".equals(multicast.get("id"))) {
            return Optional.of(step);
        }
        Stream<?> children = yaml instanceof Map<?, ?> fields
                ? fields.values().stream()
                : yaml instanceof List<?> steps ? steps.stream() : Stream.empty();
        return children.map(SplitBenchmark::splitIn).flatMap(Optional::stream).findFirst();
    }

    /** Begins and ends transactions that are none. */
    private static final class NoDatabase extends AbstractPlatformTransactionManager {

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
