package org.paymentpoller.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.CountedSql;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.ProjectFiles;

/** {@code mvn -Pbenchmark verify}: measures the application beside the limit and a hand-written loop. */
public final class PollerBenchmark {

    /** Enough for 100,000 burns. */
    private static final String GAS_OF_A_BLOCK = "4000000000";

    /** About a second: the blocks of a minute come at 60 moments that lie evenly in an interval of 2 s, at 6 in one of 200 ms. */
    private static final Duration BETWEEN_BLOCKS = Duration.ofSeconds(31).dividedBy(30);

    private static final Path FOLDER = ProjectFiles.of("target/benchmark");

    /** What stands among the shapes for {@link Parts}, which need neither node nor database. */
    private static final String PARTS = "parts";

    /** What stands among the shapes for {@link Reads}, which need no burns on a chain. */
    private static final String READS = "reads";

    /** The server's own default, 128 MB, holds not even the unique index of a million payments. */
    private static final String SHARED_BUFFERS = System.getProperty("benchmark.shared-buffers", "1GB");

    private static final List<String> NAMES = Stream.of(
                    System.getProperty("benchmark.shapes", "dense,bursts,sparse,duplicates,live,parts")
                            .split(","))
            .map(String::strip)
            .toList();

    private final int burns = Integer.getInteger("benchmark.burns", 100_000);
    private final int runs = Integer.getInteger("benchmark.runs", 5);
    private final String range = System.getProperty("benchmark.range", "1000");
    private final List<List<Shape>> shapes = NAMES.stream()
            .filter(name -> !name.equals(PARTS) && !name.equals(READS))
            .map(Shape::named)
            .toList();
    private final Application application;
    private final PostgresServer server;
    private final Report report;
    private int databases;

    private PollerBenchmark(Application application, PostgresServer server, Report report) {
        this.application = application;
        this.server = server;
        this.report = report;
    }

    /** Runs every shape and writes the table and target/benchmark/results.json. */
    public static void main(String[] args) throws Exception {
        Files.createDirectories(FOLDER);
        Report report = new Report();
        if (NAMES.contains(PARTS)) {
            report.addParts(Parts.measure(FOLDER.resolve("parts.log")));
        }
        if (!NAMES.equals(List.of(PARTS))) {
            Application application = Application.prepare(FOLDER.resolve("application"));
            PostgresServer server =
                    PostgresServer.embedded(PostgresServer.Durability.SAFE, Map.of("shared_buffers", SHARED_BUFFERS));
            endWithThisJvm(server);
            new PollerBenchmark(application, server, report).measure();
            if (NAMES.contains(READS)) {
                report.addReads(new Reads(application, server, FOLDER.resolve("reads.log")).measure());
            }
        }
        report.write(FOLDER.resolve("results.json"));
        // The servers' own threads need not be waited for.
        System.exit(0);
    }

    /** On a signal too, of which PostgreSQL would hear nothing: it has a session of its own. */
    private static void endWithThisJvm(PostgresServer server) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            ProcessHandle.current().children().forEach(ProcessHandle::destroy);
                            server.close();
                        },
                        "end"));
    }

    private void measure() throws Exception {
        for (Shape chain : shapes.stream()
                .flatMap(List::stream)
                .map(Shape::chain)
                .distinct()
                .toList()) {
            try (AnvilNode node =
                    AnvilNode.start("--prune-history", "--balance", "1000000000", "--gas-limit", GAS_OF_A_BLOCK)) {
                BurnContract contract = BurnContract.deploy(node);
                long start = System.nanoTime();
                ChainLoader loader = new ChainLoader(node, contract);
                loader.load(chain, burns);
                System.out.printf("%s: %d blocks loaded in %d s%n", chain, node.head(), secondsSince(start));
                for (List<Shape> together : shapes.stream()
                        .filter(some -> some.get(0).chain() == chain)
                        .toList()) {
                    if (together.contains(Shape.LIVE)) {
                        live(node, contract, loader);
                    } else {
                        measure(together, node, contract);
                    }
                }
            }
        }
    }

    /** In turns, so that what the machine does meanwhile meets all of them. */
    private void measure(List<Shape> together, AnvilNode node, BurnContract contract) throws Exception {
        Map<Shape, Map<Contender, List<Figures>>> figures = new EnumMap<>(Shape.class);
        for (int run = 1; run <= runs; run++) {
            for (Shape shape : together) {
                for (Contender contender : Contender.values()) {
                    Figures one =
                            run(shape, contender, node, contract, node.url().toString(), null);
                    figures.computeIfAbsent(shape, key -> new EnumMap<>(Contender.class))
                            .computeIfAbsent(contender, key -> new ArrayList<>())
                            .add(one);
                    System.out.printf("%s, %s, run %d: %s%n", shape.label(), contender.label(), run, one);
                }
            }
        }
        for (Shape shape : together) {
            for (Contender contender : Contender.values()) {
                count(
                        shape,
                        contender,
                        figures.getOrDefault(shape, Map.of()).getOrDefault(contender, List.of()),
                        node,
                        contract);
            }
        }
    }

    private void count(Shape shape, Contender contender, List<Figures> figures, AnvilNode node, BurnContract contract)
            throws Exception {
        try (NodeProxy proxy = NodeProxy.to(node);
                CountedSql sql = new CountedSql(server)) {
            run(shape, contender, node, contract, proxy.url().toString(), sql);
            report.add(
                    shape,
                    contender,
                    shape.burns(burns),
                    Figures.medianOf(figures),
                    new Report.Counts(
                            proxy.httpRequests().size(), proxy.calls().size(), sql.statements(), sql.roundTrips()));
        }
    }

    /**
     * One process from its start to the cursor at the head.
     *
     * @param counted the way to the database; null for the straight one
     */
    private Figures run(
            Shape shape,
            Contender contender,
            AnvilNode node,
            BurnContract contract,
            String nodeUrl,
            @Nullable CountedSql counted)
            throws SQLException, IOException, InterruptedException {
        try (Watch watch = new Watch(server.createDatabase("benchmark_" + ++databases), contract)) {
            long head = node.head();
            if (shape.otherPayments() > 0) {
                watch.fillWithOthers(shape.otherPayments());
            }
            if (shape == Shape.DUPLICATES && contender != Contender.LIMIT) {
                Process first = start(
                        shape,
                        Contender.LOOP,
                        watch,
                        server.port(),
                        contract,
                        node.url().toString(),
                        head);
                watch.awaitCursorAt(first, head);
                end(first);
                watch.number("WITH back AS (UPDATE block_cursors SET last_processed_block = 0 RETURNING 1) SELECT 1");
            }
            watch.holdRow();
            long before = System.nanoTime();
            Process process = start(
                    shape, contender, watch, counted == null ? server.port() : counted.port(), contract, nodeUrl, head);
            try {
                ProcessFigures figures = new ProcessFigures(process.pid());
                watch.awaitWaiter(process);
                double startCpu = figures.cpuSeconds();
                long begin = System.nanoTime();
                watch.letGo();
                watch.awaitCursorAt(process, head);
                long end = System.nanoTime();
                double cpu = figures.cpuSeconds() - startCpu;
                requireRecorded(shape, contender, watch);
                return new Figures((end - begin) / 1e9, (begin - before) / 1e9, cpu, figures.peakMegabytes());
            } finally {
                end(process);
            }
        }
    }

    /** Burns counted at the end: whoever was fast by leaving something out has not been measured. */
    private void requireRecorded(Shape shape, Contender contender, Watch watch) throws SQLException {
        if (contender == Contender.LIMIT && shape == Shape.SPARSE) {
            return;
        }
        long recorded = watch.number("SELECT count(*) FROM payments WHERE block_number > 0");
        if (recorded != shape.burns(burns)) {
            throw new IllegalStateException(contender + " recorded " + recorded + " of " + shape.burns(burns));
        }
    }

    /** A block with a burn about every second for a minute, with two intervals: from the block's answer to its committed row. */
    private void live(AnvilNode node, BurnContract contract, ChainLoader loader) throws Exception {
        int seconds = Integer.getInteger("benchmark.live.seconds", 60);
        for (String interval : List.of("200ms", "2s")) {
            try (Watch watch = new Watch(server.createDatabase("benchmark_" + ++databases), contract)) {
                Process process = start(
                        Shape.LIVE,
                        Contender.APPLICATION,
                        watch,
                        server.port(),
                        contract,
                        node.url().toString(),
                        node.head(),
                        Map.of("POLLER_INTERVAL", interval));
                try {
                    watch.awaitCursorAt(process, node.head());
                    double[] latencies = latencies(node, loader, watch, process, seconds);
                    report.addLatency(interval, Figures.percentile(latencies, 50), Figures.percentile(latencies, 95));
                } finally {
                    end(process);
                }
            }
        }
    }

    /** The blocks come whether the ones before are recorded or not, and each at another time of an interval. */
    private static double[] latencies(AnvilNode node, ChainLoader loader, Watch watch, Process process, int count)
            throws Exception {
        long first = node.head() + 1;
        long[] mined = new long[count];
        long[] seen = new long[count];
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> looking = thread.submit(() -> {
                for (int i = 0; i < count; i++) {
                    watch.awaitCursorAt(process, first + i);
                    seen[i] = System.nanoTime();
                }
                return null;
            });
            long begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                TimeUnit.NANOSECONDS.sleep(begin + i * BETWEEN_BLOCKS.toNanos() - System.nanoTime());
                loader.burnEach(i, 1);
                node.mine(1);
                mined[i] = System.nanoTime();
            }
            looking.get();
        } finally {
            thread.shutdownNow();
        }
        return IntStream.range(0, count)
                .mapToDouble(i -> (seen[i] - mined[i]) / 1e6)
                .sorted()
                .toArray();
    }

    private Process start(
            Shape shape, Contender contender, Watch watch, int port, BurnContract contract, String nodeUrl, long head)
            throws IOException {
        return start(shape, contender, watch, port, contract, nodeUrl, head, Map.of("POLLER_INTERVAL", "1s"));
    }

    private Process start(
            Shape shape,
            Contender contender,
            Watch watch,
            int port,
            BurnContract contract,
            String nodeUrl,
            long head,
            Map<String, String> more)
            throws IOException {
        Map<String, String> environment = new HashMap<>(watch.environment(port));
        environment.put("POLLER_RPC_URL", nodeUrl);
        environment.put("POLLER_BURN_CONTRACT_ADDRESS", contract.address());
        environment.put("POLLER_MAX_BLOCK_RANGE", range);
        environment.put("POLLER_FINALITY", "latest");
        environment.put("SERVER_PORT", "0");
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("BENCHMARK_HEAD", String.valueOf(head));
        environment.put("BENCHMARK_RAW_ONLY", String.valueOf(shape == Shape.SPARSE));
        environment.putAll(more);
        ProcessBuilder builder = new ProcessBuilder(contender.command(application))
                .directory(ProjectFiles.of("").toFile())
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve(shape.label() + "-" + contender.label() + ".log")
                        .toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static long secondsSince(long start) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }
}
