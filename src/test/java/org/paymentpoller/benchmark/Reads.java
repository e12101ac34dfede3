package org.paymentpoller.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.paymentpoller.cursor.SqlFile;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.ProjectFiles;
import org.paymentpoller.history.PageKey;

/**
 * The API and the status page of a running application over a million payments: how long an answer takes, and by which index
 * it is found.
 */
final class Reads {

    private static final int PAYMENTS = 1_000_000;
    private static final int WARM_UP = 200;
    private static final int MEASURED = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String API = "/api/payments";
    private static final String PAGE = "/";

    /** Half the payments are of it. */
    private static final String BUSY = "0x" + "0".repeat(40);

    /** One of 5,000 that share the other half. */
    private static final String QUIET = "0x%040x".formatted(42);

    private static final Map<String, Object> DEFAULTS = Map.of(
            "cursor_id",
            "payment-poller",
            "account",
            BUSY,
            "tx_hash",
            "",
            "first_block",
            0L,
            "last_block",
            Long.MAX_VALUE,
            "before_block",
            Long.MAX_VALUE,
            "before_id",
            Long.MAX_VALUE,
            "row_limit",
            51);

    /** The middle of the list. */
    private static final PageKey MIDDLE = new PageKey(PAYMENTS / 100, PAYMENTS / 2);

    /**
     * What was found of one question.
     *
     * @param plan the nodes of PostgreSQL's plan that read a table or sort, innermost last
     * @param pages of the database that it touched
     */
    record Read(String name, double medianMillis, double p95Millis, String plan, long pages) {}

    /** A request and the statement behind it; of the page's several, the one that the question is about. */
    private record Question(String name, String path, String statement, Map<String, Object> parameters) {}

    private final Application application;
    private final PostgresServer server;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    Reads(Application application, PostgresServer server, Path log) {
        this.application = application;
        this.server = server;
        this.log = log;
    }

    List<Read> measure() throws SQLException, IOException, InterruptedException {
        try (AnvilNode node = AnvilNode.start()) {
            BurnContract contract = BurnContract.deploy(node);
            try (Watch watch = new Watch(server.createDatabase("benchmark_reads"), contract)) {
                fill(watch);
                int port = freePort();
                Process process = start(watch, node, contract, port);
                try {
                    URI root = URI.create("http://127.0.0.1:" + port);
                    awaitServing(process, root);
                    List<Read> reads = new ArrayList<>();
                    for (Question question : questions(watch)) {
                        reads.add(measure(watch, root, question));
                    }
                    return reads;
                } finally {
                    process.destroy();
                    if (!process.waitFor(30, TimeUnit.SECONDS)) {
                        process.destroyForcibly().waitFor();
                    }
                }
            }
        }
    }

    private static void fill(Watch watch) {
        watch.database().sql().sql("""
                INSERT INTO payments (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash,
                                      from_address, amount, digest, burned_at)
                SELECT 'payment-poller', '0x' || encode(sha256(int4send(n)), 'hex'), 0, n % 50, n / 50,
                       '0x' || repeat('0', 64),
                       '0x' || lpad(to_hex(CASE n % 2 WHEN 0 THEN 0 ELSE n / 2 % 5000 END), 40, '0'), n,
                       '0x' || repeat('0', 64), timestamptz '2026-01-01Z' + n / 50 * interval '12 s'
                  FROM generate_series(1, :payments) AS n
                """).param("payments", PAYMENTS).update();
        watch.database().sql().sql("""
                INSERT INTO rejected_events (cursor_id, tx_hash, burn_index, log_index, block_number, reason, raw)
                SELECT 'payment-poller', '0x' || encode(sha256(int4send(-n)), 'hex'), 0, 0, n,
                       'it has 2 topics, not 3', '{}'
                  FROM generate_series(1, 10000) AS n
                """).update();
        watch.database().sql().sql("VACUUM ANALYZE payments, rejected_events").update();
    }

    private static List<Question> questions(Watch watch) {
        String transaction = watch.database()
                .sql()
                .sql("SELECT tx_hash FROM payments WHERE id = 4242")
                .query(String.class)
                .single();
        Map<String, Object> middle = Map.of("before_block", MIDDLE.block(), "before_id", MIDDLE.id());
        String after = "after=" + MIDDLE.token();
        // As the page asks where the newest payment is older than a week.
        Map<String, Object> week = Map.of(
                "first",
                OffsetDateTime.parse("2025-12-28T00:00:00Z"),
                "step",
                "10800 seconds",
                "end",
                OffsetDateTime.parse("2026-01-04T00:00:00Z"));
        Map<String, Object> above = Map.of("first_block", MIDDLE.block(), "first_id", MIDDLE.id(), "row_limit", 25);
        return List.of(
                ask("the newest", API, "find-payments", Map.of()),
                ask("the newest 1,000", API + "?limit=1000", "find-payments", Map.of("row_limit", 1001)),
                ask("behind 500,000", API + "?" + after, "find-payments", middle),
                ask(
                        "of old blocks",
                        API + "?from_block=10&to_block=5000",
                        "find-payments",
                        Map.of("first_block", 10L, "last_block", 5000L)),
                ask("of a busy account", API + "?account=" + BUSY, "find-payments-of-account", Map.of()),
                ask("of it behind 250,000", API + "?account=" + BUSY + "&" + after, "find-payments-of-account", middle),
                ask(
                        "of a quiet account",
                        API + "?account=" + QUIET,
                        "find-payments-of-account",
                        Map.of("account", QUIET)),
                ask(
                        "of its old blocks",
                        API + "?account=" + QUIET + "&to_block=5000",
                        "find-payments-of-account",
                        Map.of("account", QUIET, "last_block", 5000L)),
                ask(
                        "of a transaction",
                        API + "?tx_hash=" + transaction + "&account=" + BUSY,
                        "find-payments-of-transaction",
                        Map.of("tx_hash", transaction)),
                ask("page, all in a week", PAGE, "count-payments-by-time", week),
                ask("page, latest hour", PAGE + "?period=hour", "find-payment-times", Map.of()),
                ask("page, rejected", PAGE + "?period=day", "find-rejected", Map.of("row_limit", 11)),
                ask(
                        "page, older payments",
                        PAGE + "?period=hour&before=" + MIDDLE.token(),
                        "find-newer-payments-page",
                        above),
                ask("page, an account", PAGE + "?q=" + BUSY, "find-payments-of-account", Map.of("row_limit", 26)),
                ask(
                        "page, a transaction",
                        PAGE + "?q=" + transaction,
                        "find-rejected-of-transaction",
                        Map.of("tx_hash", transaction)));
    }

    private static Question ask(String name, String path, String statement, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(DEFAULTS);
        all.putAll(parameters);
        return new Question(name, path, statement, all);
    }

    private Read measure(Watch watch, URI root, Question question) throws IOException, InterruptedException {
        double[] millis = new double[MEASURED];
        for (int i = -WARM_UP; i < MEASURED; i++) {
            long begin = System.nanoTime();
            HttpResponse<String> answer = get(root.resolve(question.path()));
            double taken = (System.nanoTime() - begin) / 1e6;
            if (answer.statusCode() != 200 || !answer.body().contains("0x")) {
                throw new IllegalStateException(question.path() + " was answered " + answer.body());
            }
            if (i >= 0) {
                millis[i] = taken;
            }
        }
        Arrays.sort(millis);
        JsonNode plan = new ObjectMapper()
                .readTree(watch.database()
                        .sql()
                        .sql("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + SqlFile.read(question.statement()))
                        .params(question.parameters())
                        .query(String.class)
                        .single())
                .at("/0/Plan");
        List<String> nodes = new ArrayList<>();
        collect(plan, nodes);
        Read read = new Read(
                question.name(),
                Figures.percentile(millis, 50),
                Figures.percentile(millis, 95),
                String.join(" < ", nodes),
                plan.path("Shared Hit Blocks").asLong()
                        + plan.path("Shared Read Blocks").asLong());
        if (read.plan().contains("Seq Scan")) {
            throw new IllegalStateException(question.name() + " reads the whole table: " + plan);
        }
        return read;
    }

    private static void collect(JsonNode node, List<String> nodes) {
        String type = node.path("Node Type").asText();
        if (type.contains("Scan") || type.contains("Sort")) {
            nodes.add((type + " " + node.path("Index Name").asText("")).strip());
        }
        node.path("Plans").forEach(child -> collect(child, nodes));
    }

    private Process start(Watch watch, AnvilNode node, BurnContract contract, int port) throws IOException {
        Map<String, String> environment = new HashMap<>(watch.environment(server.port()));
        environment.put("POLLER_RPC_URL", node.url().toString());
        environment.put("POLLER_BURN_CONTRACT_ADDRESS", contract.address());
        environment.put("POLLER_FINALITY", "latest");
        environment.put("POLLER_INTERVAL", "1s");
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        ProcessBuilder builder = new ProcessBuilder(application.command())
                .directory(ProjectFiles.of("").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void awaitServing(Process process, URI root) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!serves(root)) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException("The application does not serve: see " + log);
            }
            Thread.sleep(50);
        }
    }

    private boolean serves(URI root) throws IOException, InterruptedException {
        try {
            return get(root.resolve(API)).statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
