package org.paymentpoller.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.TestDatabase;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the node's URL and the database's password carry is shown nowhere, however the node fails and however much is logged. */
@Tag("postgres")
@ExtendWith(OutputCaptureExtension.class)
class SecretsIT {

    private static final String USER = "alice.burner";
    private static final String PASSWORD = "pass/word-of-the-node";
    private static final String ENCODED_PASSWORD = "pass%2Fword-of-the-node";
    private static final String PATH_KEY = "path-key-5f3759df";
    private static final String QUERY_KEY = "query key 0xc0ffee";
    private static final String ENCODED_QUERY_KEY = "query%20key%200xc0ffee";
    private static final String DATABASE_PASSWORD = "pass-of-the-database";
    private static final String AUTHORIZATION = "Basic "
            + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.ISO_8859_1));
    private static final List<String> SECRETS = List.of(
            USER,
            PASSWORD,
            ENCODED_PASSWORD,
            PATH_KEY,
            QUERY_KEY,
            ENCODED_QUERY_KEY,
            DATABASE_PASSWORD,
            AUTHORIZATION.substring("Basic ".length()));

    /** Before a replica logs at debug, which in this JVM would show the statement. */
    @BeforeAll
    static void makeRole() {
        try (TestDatabase database = PostgresServer.shared().createDatabase()) {
            database.sql()
                    .sql("CREATE ROLE keeper SUPERUSER LOGIN PASSWORD '" + DATABASE_PASSWORD + "'")
                    .update();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://127.0.0.1:1/another,"})
    void noLogNoNameNoHealthAndNoMetricShowsASecretThatTheNodeGets(String before, CapturedOutput output)
            throws JMException {
        List<String> shown = new ArrayList<>();
        try (AnvilNode node = AnvilNode.start();
                NodeProxy proxy = NodeProxy.to(node);
                TestDatabase database = PostgresServer.shared().createDatabase()) {
            BurnContract contract = BurnContract.deploy(node);
            String authority = proxy.url().getAuthority();
            String path = "/v3/" + PATH_KEY + "?apikey=" + ENCODED_QUERY_KEY;
            String url = "http://" + USER + ":" + ENCODED_PASSWORD + "@" + authority + path;
            try (Replica replica = Replica.on(database, before + url, contract)
                    .with("spring.datasource.username", "keeper")
                    .with("spring.datasource.password", DATABASE_PASSWORD)
                    .with("logging.level.root", "debug")
                    // The proxy's own server is no part of the replica.
                    .with("logging.level.com.sun.net.httpserver", "off")
                    .with("logging.level.org.paymentpoller", "trace")
                    .with("logging.level.org.apache.camel.component.web3j", "trace")
                    .with("poller.node.connect-timeout", "500ms")
                    .start()) {
                contract.burn(0, BigInteger.ONE, "0x" + "ab".repeat(32));
                soon().until(() ->
                        replica.bean(WatchStatus.class).now().cursor().equals(Optional.of(node.head())));
                assertThat(proxy.httpRequests()).isNotEmpty().allSatisfy(request -> {
                    assertThat(request.path()).isEqualTo(path);
                    assertThat(request.authorization()).contains(AUTHORIZATION);
                });
                shown.addAll(everythingShown(replica));
                for (Map.Entry<String, Answer> failure : failures(url, path).entrySet()) {
                    proxy.onRequest().answer(failure.getValue());
                    soon().untilAsserted(() -> assertThat(
                                    replica.bean(WatchStatus.class).now().reason())
                            .as(failure.getKey())
                            .contains(failure.getKey()));
                    shown.addAll(everythingShown(replica));
                    proxy.heal();
                    soon().until(() ->
                            replica.bean(WatchStatus.class).now().reason().isEmpty());
                }
                proxy.close();
                soon().until(() ->
                        replica.bean(WatchStatus.class).now().reason().contains("cannot be reached"));
                shown.addAll(everythingShown(replica));
            }
        }
        shown.addAll(output.getAll().lines().toList());
        assertThat(SECRETS).allSatisfy(secret -> assertThat(shown)
                .filteredOn(text -> text.contains(secret))
                .as(secret)
                .isEmpty());
    }

    /** What a node may answer, by a part of what is then told of it. */
    private static Map<String, Answer> failures(String url, String path) {
        String echo =
                "key " + PATH_KEY + " of " + USER + " with " + PASSWORD + " and " + QUERY_KEY + " in " + AUTHORIZATION;
        return Map.of(
                "HTTP 401", Answer.http(401, "no access: " + echo),
                "HTTP 403", Answer.errorWithStatus(403, -32000, "refused at " + url + ": " + echo),
                "no JSON", Answer.http(200, "<html><a href=\"" + path + "\">" + url + "</a>" + echo + "</html>"),
                "HTTP 307", Answer.http(307, Map.of("Location", url + "/again"), "gone to " + url),
                "quota", Answer.errorWithStatus(200, -32005, "quota of " + echo + " at " + path));
    }

    private static List<String> everythingShown(Replica replica) throws JMException {
        List<String> shown = new ArrayList<>();
        for (String path : List.of("health", "health/readiness", "health/watch", "prometheus")) {
            shown.addAll(get(replica.httpUrl() + "/actuator/" + path).lines().toList());
        }
        replica.camel()
                .getEndpoints()
                .forEach(endpoint -> shown.add(endpoint.getEndpointUri() + " " + endpoint.getEndpointKey()));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(null, null)) {
            shown.add(name.toString());
            if (name.getDomain().startsWith("org.apache.camel")) {
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    shown.add(name + " " + attribute.getName() + " = " + value(server, name, attribute));
                }
            }
        }
        return shown;
    }

    private static String value(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            return String.valueOf(server.getAttribute(name, attribute.getName()));
        } catch (JMException | RuntimeMBeanException e) {
            return String.valueOf(e.getCause());
        }
    }

    private static String get(String url) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofMinutes(1));
    }
}
