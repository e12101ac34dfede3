package org.paymentpoller.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.TestDatabase;

/** Who gets at what over HTTP. */
@Tag("postgres")
class ConsoleIT {

    private static final String PASSWORD = "open-sesame";
    private static final String VIEWER = "viewer:" + PASSWORD;
    private static final String OPERATOR = "operator:" + PASSWORD;
    private static final List<String> CONSOLE =
            List.of("/actuator/hawtio", "/actuator/hawtio/index.html", "/actuator/jolokia", "/actuator/jolokia/list");
    private static final List<String> OPEN = List.of(
            "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus");
    private static final List<String> NOBODYS =
            List.of("/actuator", "/actuator/env", "/actuator/beans", "/actuator/heapdump", "/actuator/camel");
    private static final List<String> PAGES =
            List.of("/", "/api/payments", "/api/openapi.yaml", "/favicon.ico", "/favicon.svg");
    private static final List<String> READ_BY_PEOPLE = List.of("/", "/x", "/api/payments", "/api/openapi.yaml");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static AnvilNode node;
    private static BurnContract contract;
    private static TestDatabase database;

    @BeforeAll
    static void startServers() {
        node = AnvilNode.start();
        contract = BurnContract.deploy(node);
        database = PostgresServer.shared().createDatabase();
    }

    @AfterAll
    static void endServers() {
        database.close();
        node.close();
    }

    @Test
    void withoutAPasswordTheConsoleIsOffAndSaysHowToSwitchItOn() {
        try (Replica replica =
                Replica.on(database, node.url().toString(), contract).start()) {
            assertThat(CONSOLE).allSatisfy(path -> {
                HttpResponse<String> answer = get(replica, path, null);
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.body())
                        .isEqualTo("The console is off; set POLLER_CONSOLE_OPERATOR_PASSWORD to switch it on");
            });
            requireOpenAndClosed(replica, null);
            assertThat(get(replica, "/actuator/jolokia", "operator:").statusCode())
                    .isEqualTo(403);
            assertThat(PAGES)
                    .allSatisfy(path -> assertThat(get(replica, path, null).statusCode())
                            .as(path)
                            .isIn(200, 302));
            assertThat(get(replica, "/served-by-a-route-of-an-operator", null).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void withPasswordsTheConsoleIsForViewerAndOperatorAndNobodyElse() {
        try (Replica replica = start()) {
            assertThat(CONSOLE).allSatisfy(path -> {
                assertThat(get(replica, path, null).statusCode()).isEqualTo(401);
                assertThat(get(replica, path, "operator:wrong").statusCode()).isEqualTo(401);
                assertThat(get(replica, path, "admin:" + PASSWORD).statusCode()).isEqualTo(401);
                for (String user : List.of(VIEWER, OPERATOR)) {
                    assertThat(get(replica, path, user).statusCode()).as(path).isIn(200, 302);
                }
            });
            requireOpenAndClosed(replica, null);
            requireOpenAndClosed(replica, OPERATOR);
        }
    }

    @Test
    void pageAndApiAreReadByWhoeverIsLoggedInAndChangedByNobody() {
        try (Replica replica = start()) {
            assertThat(READ_BY_PEOPLE).allSatisfy(path -> {
                assertThat(get(replica, path, null).statusCode()).isEqualTo(401);
                assertThat(get(replica, path, "viewer:wrong").statusCode()).isEqualTo(401);
                for (String user : List.of(VIEWER, OPERATOR)) {
                    assertThat(get(replica, path, user).statusCode()).as(path).isIn(200, 404);
                    HttpRequest.Builder post = HttpRequest.newBuilder(URI.create(replica.httpUrl() + path))
                            .header("Authorization", basic(user))
                            .POST(HttpRequest.BodyPublishers.noBody());
                    assertThat(send(withToken(post).build()).statusCode())
                            .as(path)
                            .isEqualTo(403);
                }
            });
            assertThat(get(replica, "/webjars/none.js", null).statusCode()).isEqualTo(404);
            HttpRequest elsewhere = HttpRequest.newBuilder(URI.create(replica.httpUrl() + "/api/payments"))
                    .header("Authorization", basic(VIEWER))
                    .header("Origin", "http://elsewhere.example")
                    .build();
            assertThat(send(elsewhere).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void hawtiosPagesKeepTheirOwnPolicyAndAllOthersHaveAStrictOne() {
        try (Replica replica = start()) {
            for (String path : List.of("/", "/api/payments", "/login", "/webjars/none.js")) {
                assertThat(get(replica, path, VIEWER).headers().firstValue("Content-Security-Policy"))
                        .as(path)
                        .hasValueSatisfying(policy -> assertThat(policy)
                                .startsWith("default-src 'self';")
                                .doesNotContain("unsafe"));
            }
            assertThat(get(replica, "/actuator/hawtio/index.html", VIEWER)
                            .headers()
                            .allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .contains("style-src 'self' 'unsafe-inline'");
        }
    }

    @Test
    void theOperatorStopsAndStartsARouteAndTheViewerOnlySeesIt() {
        try (Replica replica = start()) {
            assertThat(jolokia(replica, VIEWER, readState(replica))).contains("\"value\":\"Started\"");
            assertThat(jolokia(replica, VIEWER, onContext(replica, "dumpRoutesAsXml()")))
                    .contains("\"status\":200")
                    .contains("lock-cursor");
            assertThat(jolokia(replica, VIEWER, onRoute(replica, "stop()"))).contains("\"status\":403");
            assertThat(isStarted(replica)).isTrue();

            assertThat(jolokia(replica, OPERATOR, onRoute(replica, "stop()"))).contains("\"status\":200");
            assertThat(isStarted(replica)).isFalse();
            assertThat(jolokia(replica, OPERATOR, onRoute(replica, "start()"))).contains("\"status\":200");
            assertThat(isStarted(replica)).isTrue();
        }
    }

    @Test
    void theOperatorOperatesTheWatchUnderTheirNameAndTheViewerOnlySeesIt() {
        try (Replica replica = start()) {
            assertThat(jolokia(replica, VIEWER, readWatch(replica, "Head"))).contains("\"status\":200");
            for (String operation : List.of(
                    onWatch(replica, "pause(java.lang.String)", "\"why\""),
                    onWatch(replica, "pause", "\"why\""),
                    onWatch(replica, "resume()", ""),
                    onWatch(replica, "rewindTo", "0,\"why\""),
                    onWatch(replica, "replay", "0,0"),
                    onWatch(replica, "verify", "0,0"),
                    onWatch(replica, "acceptReorganisation", "0,\"why\""))) {
                assertThat(jolokia(replica, VIEWER, operation)).as(operation).contains("\"status\":403");
            }
            assertThat(database.sql()
                            .sql("SELECT count(*) FROM operations")
                            .query(Long.class)
                            .single())
                    .isZero();

            assertThat(jolokia(replica, OPERATOR, onWatch(replica, "pause", "\"the bank is closed\"")))
                    .contains("\"status\":200", "paused at block ");
            assertThat(jolokia(replica, OPERATOR, onWatch(replica, "resume()", "")))
                    .contains("\"status\":200", "it was paused: the bank is closed");
            for (Map.Entry<String, String> bad : Map.of(
                            onWatch(replica, "pause", "\" \""), "reason is empty",
                            onWatch(replica, "rewindTo", "1000000,\"why\""), "above the cursor at block",
                            onWatch(replica, "verify", "2,1"), "to is 1, below from, which is 2",
                            onWatch(replica, "verify", "\"x\",1"), "400 (Bad Request)")
                    .entrySet()) {
                assertThat(send(withToken(post(replica, OPERATOR, bad.getKey())).build())
                                .body())
                        .as(bad.getKey())
                        .contains(bad.getValue())
                        .doesNotContain("\"status\":200");
            }
            assertThat(database.sql()
                            .sql("SELECT who || ' ' || operation FROM operations ORDER BY id")
                            .query(String.class)
                            .list())
                    .containsExactly("console:operator pause", "console:operator resume");
        }
    }

    @Test
    void onlyCamelsMBeansAreToBeSeenAndNobodySendsMessagesOrReplacesRoutes() throws IOException {
        try (Replica replica = start()) {
            JsonNode list = new JsonMapper()
                    .readTree(get(replica, "/actuator/jolokia/list", OPERATOR).body());
            assertThat(list.get("value").fieldNames()).toIterable().containsExactly("org.apache.camel");
            for (String request : List.of(
                    "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"SystemProperties\"}",
                    "{\"type\":\"exec\",\"mbean\":\"java.lang:type=Memory\",\"operation\":\"gc\"}",
                    onContext(replica, "sendBody(java.lang.String,java.lang.Object)"),
                    onContext(replica, "stop()"),
                    onRoute(replica, "remove()"),
                    onRoute(replica, "updateRouteFromXml(java.lang.String)"))) {
                assertThat(jolokia(replica, OPERATOR, request)).as(request).contains("\"status\":403");
            }
            assertThat(isStarted(replica)).isTrue();
        }
    }

    @Test
    void anotherSiteCannotUseTheOperatorsLogin() {
        try (Replica replica = start()) {
            String stop = onRoute(replica, "stop()");
            assertThat(send(post(replica, OPERATOR, stop).build()).statusCode())
                    .as("without a token")
                    .isIn(401, 403);
            assertThat(send(withToken(post(replica, OPERATOR, stop))
                                    .header("Origin", "http://elsewhere.example")
                                    .build())
                            .statusCode())
                    .isEqualTo(403);
            String exec = "/org.apache.camel:context=" + replica.camel().getManagementName()
                    + ",type=routes,name=%22payment-poller%22/stop()";
            for (String path : List.of("/exec" + exec, "?p=exec" + exec, "/read" + exec + "?p=exec" + exec)) {
                assertThat(get(replica, "/actuator/jolokia" + path, OPERATOR).statusCode())
                        .as(path)
                        .isEqualTo(403);
            }
            HttpRequest list = HttpRequest.newBuilder(URI.create(replica.httpUrl() + "/actuator/jolokia/list"))
                    .header("Authorization", basic(OPERATOR))
                    .header("Origin", "http://elsewhere.example")
                    .build();
            assertThat(send(list).statusCode()).isEqualTo(403);
            assertThat(isStarted(replica)).isTrue();
        }
    }

    @Test
    void aLongPasswordOpensTheConsoleAgainAndAgain() {
        String password = "0123456789".repeat(10);
        try (Replica replica =
                settings().with("poller.console.operator-password", password).start()) {
            for (int look = 0; look < 2; look++) {
                assertThat(get(replica, "/api/payments", "operator:" + password).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aBrowserThatWantsAPageIsSentToTheFormAndNobodyElseIs() {
        try (Replica replica = start()) {
            for (String page :
                    List.of("/", "/x", "/actuator/hawtio", "/actuator/hawtio/", "/actuator/hawtio/camel/routes")) {
                HttpResponse<String> answer = send(asBrowser(replica, page).build());
                assertThat(answer.statusCode()).as(page).isEqualTo(302);
                assertThat(answer.headers().firstValue("Location")).hasValue(replica.httpUrl() + "/login");
            }
            for (String tool : List.of(
                    "/api/payments", "/actuator/jolokia", "/actuator/hawtio/jolokia", "/actuator/jolokia/list")) {
                HttpResponse<String> answer = send(asBrowser(replica, tool).build());
                assertThat(answer.statusCode()).as(tool).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
            }
            HttpRequest ofHawtioItself =
                    withToken(asBrowser(replica, "/actuator/hawtio/jolokia")).build();
            assertThat(send(ofHawtioItself).statusCode()).isEqualTo(401);
            assertThat(send(ofHawtioItself).headers().firstValue("WWW-Authenticate"))
                    .as("would open the browser's own dialog")
                    .isEmpty();
        }
    }

    @Test
    void hawtioIsToldWhoIsLoggedInAndWhatToOffer() {
        try (Replica replica = start()) {
            assertThat(get(replica, "/actuator/hawtio/user", VIEWER).body()).isEqualTo("\"viewer\"");
            assertThat(get(replica, "/actuator/hawtio/user", OPERATOR).body()).isEqualTo("\"operator\"");
            assertThat(jolokia(replica, VIEWER, offered(replica, "stop()"))).contains("\"value\":false");
            assertThat(jolokia(replica, OPERATOR, offered(replica, "stop()"))).contains("\"value\":true");
            assertThat(jolokia(replica, OPERATOR, offered(replica, "remove()"))).contains("\"value\":false");
            assertThat(jolokia(replica, VIEWER, offered(replica, "dumpRouteAsXml()")))
                    .contains("\"value\":true");
        }
    }

    @Test
    void hawtiosOwnPathsLeadNowhereElse() {
        try (Replica replica = start()) {
            assertThat(get(replica, "/actuator/hawtio/proxy/enabled", OPERATOR).body())
                    .isEqualToIgnoringWhitespace("false");
            assertThat(get(
                                    replica,
                                    "/actuator/hawtio/proxy/http/127.0.0.1/"
                                            + node.url().getPort(),
                                    OPERATOR)
                            .statusCode())
                    .isGreaterThanOrEqualTo(400);
            assertThat(get(replica, "/actuator/hawtio/jolokia/exec/java.lang:type=Memory/gc", OPERATOR)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(get(replica, "/actuator/hawtio/preset-connections", OPERATOR)
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void metricsNeedALoginAndThePageNoneWhereSettingsSaySo() {
        try (Replica replica = settings()
                .with("poller.console.anonymous-prometheus", "false")
                .with("poller.console.anonymous-page", "true")
                .start()) {
            assertThat(get(replica, "/", null).statusCode()).isEqualTo(200);
            assertThat(get(replica, "/api/payments", null).statusCode()).isEqualTo(200);
            assertThat(get(replica, "/served-by-a-route-of-an-operator", null).statusCode())
                    .isEqualTo(401);
            assertThat(get(replica, "/actuator/hawtio/index.html", null).statusCode())
                    .isEqualTo(401);
            assertThat(get(replica, "/actuator/prometheus", null).statusCode()).isEqualTo(401);
            assertThat(get(replica, "/actuator/prometheus", VIEWER).statusCode())
                    .isEqualTo(200);
        }
    }

    private static Replica.Settings settings() {
        return Replica.on(database, node.url().toString(), contract)
                .with("poller.console.viewer-password", PASSWORD)
                .with("poller.console.operator-password", PASSWORD);
    }

    private static Replica start() {
        return settings().start();
    }

    private static boolean isStarted(Replica replica) {
        return replica.camel()
                .getRouteController()
                .getRouteStatus("payment-poller")
                .isStarted();
    }

    private static String readState(Replica replica) {
        return "{\"type\":\"read\",\"attribute\":\"State\",\"mbean\":\"" + mbean(replica, "routes", "payment-poller")
                + "\"}";
    }

    private static String onRoute(Replica replica, String operation) {
        return exec(operation, mbean(replica, "routes", "payment-poller"));
    }

    private static String onContext(Replica replica, String operation) {
        return exec(operation, mbean(replica, "context", replica.camel().getName()));
    }

    /** Asks as Hawtio does whether to offer an operation of the poller's route. */
    private static String offered(Replica replica, String operation) {
        String acl = "org.apache.camel:context=" + replica.camel().getManagementName()
                + ",type=security,area=jmx,name=console";
        return "{\"type\":\"exec\",\"operation\":\"canInvoke(java.lang.String,java.lang.String)\",\"mbean\":\"" + acl
                + "\",\"arguments\":[\"" + mbean(replica, "routes", "payment-poller") + "\",\"" + operation + "\"]}";
    }

    private static String readWatch(Replica replica, String attribute) {
        return "{\"type\":\"read\",\"attribute\":\"" + attribute + "\",\"mbean\":\""
                + mbean(replica, "watches", "payment-poller") + "\"}";
    }

    private static String onWatch(Replica replica, String operation, String arguments) {
        return "{\"type\":\"exec\",\"operation\":\"" + operation + "\",\"arguments\":[" + arguments + "],\"mbean\":\""
                + mbean(replica, "watches", "payment-poller") + "\"}";
    }

    private static String exec(String operation, String mbean) {
        return "{\"type\":\"exec\",\"operation\":\"" + operation + "\",\"mbean\":\"" + mbean + "\"}";
    }

    private static String mbean(Replica replica, String type, String name) {
        return "org.apache.camel:context=" + replica.camel().getManagementName() + ",type=" + type + ",name=\\\"" + name
                + "\\\"";
    }

    private static HttpRequest.Builder asBrowser(Replica replica, String path) {
        return HttpRequest.newBuilder(URI.create(replica.httpUrl() + path))
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    private static String jolokia(Replica replica, String user, String request) {
        HttpResponse<String> answer =
                send(withToken(post(replica, user, request)).build());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static HttpRequest.Builder post(Replica replica, String user, String body) {
        return HttpRequest.newBuilder(URI.create(replica.httpUrl() + "/actuator/jolokia"))
                .header("Authorization", basic(user))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** As Hawtio sends it back. */
    private static HttpRequest.Builder withToken(HttpRequest.Builder request) {
        return request.header("Cookie", "XSRF-TOKEN=a-token").header("X-XSRF-TOKEN", "a-token");
    }

    private static void requireOpenAndClosed(Replica replica, @Nullable String credentials) {
        assertThat(OPEN)
                .allSatisfy(path ->
                        assertThat(get(replica, path, credentials).statusCode()).isEqualTo(200));
        assertThat(NOBODYS)
                .allSatisfy(path -> assertThat(get(replica, path, credentials).statusCode())
                        .as(path)
                        .isIn(401, 403));
    }

    private static HttpResponse<String> get(Replica replica, String path, @Nullable String credentials) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(replica.httpUrl() + path));
        if (credentials != null) {
            request.header("Authorization", basic(credentials));
        }
        return send(request.build());
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
