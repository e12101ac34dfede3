package org.paymentpoller.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.ProjectFiles;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.TcpProxy;
import org.paymentpoller.fixture.Watched;
import org.paymentpoller.history.BoundedReads;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code /api/payments} of a running poller; every answer is checked against its description. */
@Tag("postgres")
class PaymentsApiIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LARGEST =
            BigInteger.TWO.pow(256).subtract(BigInteger.ONE).toString();

    private static Watched watched;
    private static TcpProxy toDatabase;
    private static Replica replica;
    private static OpenApiDescription description;

    @BeforeAll
    static void start() throws IOException {
        description = OpenApiDescription.read();
        watched = Watched.start();
        toDatabase = TcpProxy.to(PostgresServer.shared());
        watched.contract().burn(0, new BigInteger(LARGEST), Watched.DIGEST);
        watched.contract().burnMany(1, 5, BigInteger.ONE);
        watched.burns(2);
        replica = watched.start(watched.replicaBy(watched.proxy())
                .with("spring.datasource.url", watched.database().jdbcUrlThrough("127.0.0.1", toDatabase.port())));
        watched.awaitAllRecorded();
        watched.database().sql().sql("""
                INSERT INTO payments (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash, from_address,
                                      amount, digest, burned_at, orphaned_at)
                SELECT c.id, '0x' || repeat('0a', 32), 0, 0, 4, '0x' || repeat('0b', 32), '0x' || repeat('0c', 20),
                       7, '0x' || repeat('0d', 32), '12345-01-02T03:04:05Z', '2026-01-02T03:04:05.678Z'
                  FROM (VALUES ('payment-poller'), ('gone')) AS c (id)
                """).update();
    }

    @AfterAll
    static void end() throws Exception {
        watched.close();
        toDatabase.close();
    }

    @Test
    void aPaymentIsShownAsItIsRecorded() throws Exception {
        List<JsonNode> all = payments(ok(""));

        assertThat(all).hasSize(9);
        assertThat(all).extracting(payment -> payment.get("amount").asText()).contains(LARGEST);
        List<Long> blocks = all.stream()
                .map(payment -> payment.get("block_number").asLong())
                .toList();
        assertThat(blocks).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        JsonNode orphaned = all.stream()
                .filter(payment -> !payment.get("orphaned_at").isNull())
                .findFirst()
                .orElseThrow();
        assertThat(orphaned.get("orphaned_at").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(orphaned.get("burned_at").asText()).isEqualTo("+12345-01-02T03:04:05Z");
    }

    @Test
    void pagesJoinToTheWholeWhilePaymentsArrive() throws Exception {
        List<JsonNode> before = payments(ok(""));
        List<JsonNode> paged = new ArrayList<>();
        String query = "?limit=2";
        while (true) {
            HttpResponse<String> answer = get(query);
            JsonNode page = conforming(answer);
            assertThat(page.get("payments")).hasSizeLessThanOrEqualTo(2);
            paged.addAll(payments(page));
            if (page.get("next").isNull()) {
                break;
            }
            Matcher link = Pattern.compile("<([^>]*)>; rel=\"next\"")
                    .matcher(String.join(", ", answer.headers().allValues("Link")));
            assertThat(link.find()).isTrue();
            query = link.group(1);
            assertThat(query).contains("limit=2", "after=" + page.get("next").asText());
            watched.burn();
            watched.awaitCursorAt(watched.node().head());
        }

        assertThat(paged).isEqualTo(before);
        watched.database()
                .sql()
                .sql("DELETE FROM payments WHERE block_number > ?")
                .param(before.get(0).get("block_number").asLong())
                .update();
    }

    @Test
    void theNextPageIsOfTheSameWatchWhateverItsName() throws Exception {
        JdbcClient sql = watched.database().sql();
        sql.sql("""
                INSERT INTO block_cursors (id, contract_address, topic0, start_block, last_processed_block)
                SELECT 'a+b {c}', contract_address, topic0, start_block, last_processed_block FROM block_cursors
                """).update();
        sql.sql("""
                INSERT INTO payments (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash, from_address, amount,
                                      digest, burned_at)
                SELECT 'a+b {c}', tx_hash, burn_index, log_index, block_number, block_hash, from_address, amount, digest, burned_at
                  FROM payments LIMIT 2
                """).update();
        try {
            HttpResponse<String> first = get("?cursor_id=a%2Bb%20%7Bc%7D&limit=1");
            Matcher link = Pattern.compile("<([^>]*)>; rel=\"next\"")
                    .matcher(String.join(", ", first.headers().allValues("Link")));
            assertThat(link.find()).isTrue();
            assertThat(payments(ok(link.group(1)))).hasSize(1);
        } finally {
            sql.sql("DELETE FROM payments WHERE cursor_id = 'a+b {c}'").update();
            sql.sql("DELETE FROM block_cursors WHERE id = 'a+b {c}'").update();
        }
    }

    @Test
    void filtersCombineAndTakeUpperCase() throws Exception {
        JsonNode many = payments(ok("?from_block=3&to_block=3")).get(0);
        String account = many.get("from_address").asText();
        String transaction = many.get("tx_hash").asText();

        assertThat(payments(ok("?from_block=3&to_block=3"))).hasSize(5);
        assertThat(payments(ok("?account=0X" + account.substring(2).toUpperCase(java.util.Locale.ROOT))))
                .hasSize(5)
                .allSatisfy(payment ->
                        assertThat(payment.get("from_address").asText()).isEqualTo(account));
        assertThat(payments(ok("?tx_hash=" + transaction)))
                .extracting(payment -> payment.get("burn_index").asInt())
                .containsExactly(4, 3, 2, 1, 0);
        assertThat(payments(ok("?limit=2&tx_hash=" + transaction + "&account=" + account)))
                .hasSize(2);
        assertThat(payments(ok("?tx_hash=" + transaction + "&account=0x" + "0c".repeat(20))))
                .isEmpty();
        assertThat(payments(ok("?tx_hash=" + transaction + "&from_block=4"))).isEmpty();
        assertThat(payments(ok("?account=" + account + "&to_block=2"))).isEmpty();
        assertThat(payments(ok("?cursor_id=gone")))
                .extracting(payment -> payment.get("cursor_id").asText())
                .containsExactly("gone");
    }

    @Test
    void theDescribedExamplesAreAnswered() throws Exception {
        for (JsonNode parameter : description.parameters().toList()) {
            ok("?" + parameter.get("name").asText() + "="
                    + URLEncoder.encode(parameter.get("example").asText(), StandardCharsets.UTF_8));
        }
        HttpResponse<String> yaml = get("/api/openapi.yaml");
        assertThat(yaml.statusCode()).isEqualTo(200);
        assertThat(yaml.headers().firstValue("Content-Type")).hasValue("application/yaml");
        assertThat(yaml.body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void theExamplesOfThePageAreAnsweredAsItShows() throws Exception {
        String page = Files.readString(ProjectFiles.of("docs/api.md"));
        List<String> asked = Pattern.compile("curl.*?'http://localhost:8080(/api/payments[^']*)'")
                .matcher(page)
                .results()
                .map(example -> example.group(1))
                .toList();
        assertThat(asked).hasSizeGreaterThan(1);
        for (String path : asked) {
            conforming(get(path));
        }
        List<JsonNode> shown = Pattern.compile("(?s)```json\n(.*?)```")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceAll("```(json)?", ""))
                .map(PaymentsApiIT::json)
                .toList();
        assertThat(shown).hasSize(2);
        assertThat(description.problemsOf(200, "application/json", shown.get(0)))
                .isEmpty();
        assertThat(json(get("?acount=0x12").body())).isEqualTo(shown.get(1));
    }

    @Test
    void whatIsNotUnderstoodIsToldWithNameValueAndWayOut() throws Exception {
        HttpResponse<String> answer = get("?account=0x12&from=1&limit=1&limit=2");

        JsonNode problem = conforming(answer, 400);
        assertThat(problem.get("detail").asText())
                .contains("account is '0x12': must be an address", "from is '1': there is no such parameter");
        assertThat(problem.get("errors")).hasSize(3);
        assertThat(conforming(get("?cursor_id=payment-polller"), 400)
                        .get("detail")
                        .asText())
                .isEqualTo(
                        "cursor_id is 'payment-polller': there is no such row in block_cursors; there are payment-poller");
    }

    @Test
    void whatIsNotPercentEncodedIsNoOtherQuestion() throws Exception {
        for (String query : List.of("account=0x%zz", "limit=%", "=1")) {
            assertThat(ask("/api/payments?" + query)).startsWith("HTTP/1.1 400").contains(query);
            assertThat(ask("/?" + query)).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void anotherPathIsToldWhereTheApiIs() throws Exception {
        HttpResponse<String> answer = get("/api/payment");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer.body()).get("detail").asText()).contains("/api/payments");
    }

    @Test
    void onlyGetAndHeadAreAnswered() throws Exception {
        URI payments = URI.create(replica.httpUrl() + "/api/payments");
        HttpRequest head = HttpRequest.newBuilder(payments)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpRequest delete = HttpRequest.newBuilder(payments)
                .header("Cookie", "XSRF-TOKEN=a-token")
                .header("X-XSRF-TOKEN", "a-token")
                .DELETE()
                .build();

        HttpResponse<String> answer = HTTP.send(head, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(HTTP.send(delete, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void readersBeyondTheBoundAreSentAwayAndThePollerGoesOn() throws Exception {
        BoundedReads reads = replica.bean(BoundedReads.class);
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<CompletableFuture<Boolean>> reading = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                reading.add(CompletableFuture.supplyAsync(
                        () -> reads.read(() -> {
                            begun.countDown();
                            return await(end);
                        }),
                        readers));
            }
            await(begun);

            HttpResponse<String> answer = get("");
            assertThat(conforming(answer, 503).get("detail").asText()).contains("too many");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            long recorded = watched.payments();
            watched.burn();
            watched.awaitCursorAt(watched.node().head());
            assertThat(watched.payments()).isEqualTo(recorded + 1);

            end.countDown();
            assertThat(reading).allMatch(CompletableFuture::join);
            ok("");
        } finally {
            end.countDown();
            readers.shutdown();
        }
        watched.database()
                .sql()
                .sql("DELETE FROM payments WHERE block_number = ?")
                .param(watched.node().head())
                .update();
    }

    @Test
    void withoutTheDatabaseItIsToldSoAndServedAgainAfterwards() throws Exception {
        toDatabase.refuse(true);
        toDatabase.cutAll();
        try {
            HttpResponse<String> answer = get("");
            assertThat(conforming(answer, 503).get("detail").asText())
                    .isEqualTo("the database cannot be read now; try again");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        } finally {
            toDatabase.refuse(false);
        }
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(1))
                .until(() -> get("").statusCode() == 200);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, java.util.concurrent.TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static JsonNode ok(String query) throws IOException, InterruptedException {
        return conforming(get(query));
    }

    private static JsonNode conforming(HttpResponse<String> answer) {
        return conforming(answer, 200);
    }

    private static JsonNode conforming(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        String mediaType = answer.headers().firstValue("Content-Type").orElseThrow();
        JsonNode body = json(answer.body());
        assertThat(description.problemsOf(status, mediaType, body)).isEmpty();
        Set<String> described = new java.util.TreeSet<>();
        description.response(status).path("headers").fieldNames().forEachRemaining(described::add);
        assertThat(described).allSatisfy(header -> assertThat(answer.headers().firstValue(header))
                .isPresent());
        return body;
    }

    private static List<JsonNode> payments(JsonNode page) {
        return StreamSupport.stream(page.get("payments").spliterator(), false).toList();
    }

    private static JsonNode json(String text) {
        try {
            return Objects.requireNonNull(JSON.readTree(text));
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /**
     * @param path a whole one, or a query of the payments
     */
    /** By hand, as Java's client asks nothing that is no address. */
    private static String ask(String target) throws IOException {
        URI replicas = URI.create(replica.httpUrl());
        try (Socket socket = new Socket(replicas.getHost(), replicas.getPort())) {
            String request =
                    "GET " + target + " HTTP/1.1\r\nHost: " + replicas.getAuthority() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI payments = URI.create(replica.httpUrl() + "/api/payments");
        URI asked = path.startsWith("/") ? payments.resolve(path) : URI.create(payments + path);
        return HTTP.send(HttpRequest.newBuilder(asked).build(), HttpResponse.BodyHandlers.ofString());
    }
}
