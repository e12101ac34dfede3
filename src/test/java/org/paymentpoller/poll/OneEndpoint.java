package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.core.ConditionFactory;
import org.paymentpoller.fixture.ChainComparison;
import org.paymentpoller.fixture.CursorHistory;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.RecordedRequest;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.Watched;

/** A replica with one endpoint, which a proxy makes misbehave, on a chain and a database of their own. */
final class OneEndpoint implements AutoCloseable {

    /** After the last fault everything is recorded; the 20 s that are promised are those of a machine that is not overloaded. */
    static final Duration HEALING = Duration.ofMinutes(1);

    private static final String ROUTE = "payment-poller";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Watched watched;
    private final NodeProxy proxy;
    private final CursorHistory history;
    private final Replica replica;

    private OneEndpoint(Watched watched, Map<String, String> settings) {
        this.watched = watched;
        this.proxy = watched.proxy();
        watched.migrate();
        this.history = CursorHistory.begin(watched);
        Replica.Settings all = watched.replicaBy(proxy).patient().with("poller.interval", "50ms");
        settings.forEach(all::with);
        this.replica = watched.start(all);
    }

    /** Starts a replica, which polls every 50 ms, and lets it catch up. */
    static OneEndpoint start(Map<String, String> settings) throws Exception {
        Watched watched = Watched.start();
        try {
            OneEndpoint endpoint = new OneEndpoint(watched, settings);
            endpoint.requireAllRecorded();
            return endpoint;
        } catch (RuntimeException | AssertionError e) {
            watched.close();
            throw e;
        }
    }

    Watched watched() {
        return watched;
    }

    NodeProxy proxy() {
        return proxy;
    }

    /** Whether a request asks for logs: the batch of a window does, that of its head does not. */
    static boolean asksForLogs(RecordedRequest request) {
        return request.calls().stream().anyMatch(call -> call.method().equals("eth_getLogs"));
    }

    /** What happens on chain and at the endpoint while no poll runs, so that the next window meets all of it. */
    void betweenPolls(Runnable events) throws Exception {
        replica.camel().getRouteController().suspendRoute(ROUTE);
        proxy.clear();
        events.run();
        replica.camel().getRouteController().resumeRoute(ROUTE);
    }

    /**
     * Burns in a block of its own, and requires that no window is committed while the fault lasts, and all of them after it.
     *
     * @param reason part of what health says meanwhile
     */
    void requireNothingWrittenDuring(Consumer<NodeProxy> fault, String reason) throws Exception {
        Map<String, Object> cursor = watched.cursorRow();
        long payments = watched.payments();
        betweenPolls(() -> {
            watched.burn();
            fault.accept(proxy);
        });
        try {
            awaitWatch("FAILING", reason);
            assertThat(watched.cursorRow()).isEqualTo(cursor);
            assertThat(watched.payments()).isEqualTo(payments);
        } finally {
            proxy.heal();
        }
        requireAllRecorded();
        assertThat(watched.payments()).isEqualTo(payments + 1);
    }

    /** Soon all burns are recorded as the chain has them, the watch is well, and the cursor has only ever gone forward. */
    void requireAllRecorded() {
        long head = watched.node().head();
        soon().until(() -> watched.cursor() == head);
        ChainComparison.requireExactly(watched.database(), watched.contract(), head);
        requireCursorOnlyWentForward();
        awaitWatch("POLLING", "");
    }

    void requireCursorOnlyWentForward() {
        List<CursorHistory.Move> moves = history.moves();
        assertThat(moves).allSatisfy(move -> assertThat(move.after()).isGreaterThan(move.before()));
        for (int i = 1; i < moves.size(); i++) {
            assertThat(moves.get(i).before()).isEqualTo(moves.get(i - 1).after());
        }
    }

    /** Waits until health says so of the watch, with a reason of which this is a part. */
    void awaitWatch(String state, String reason) {
        soon().untilAsserted(() -> {
            JsonNode watch = pollingHealth();
            assertThat(watch.at("/details/state").asText()).isEqualTo(state);
            assertThat(watch.at("/details/reason").asText()).contains(reason);
            assertThat(watch.at("/status").asText()).isEqualTo(state.equals("POLLING") ? "UP" : "DOWN");
        });
    }

    /** What health tells of the endpoint. */
    JsonNode endpointHealth() {
        return pollingHealth().at("/details/endpoints/0");
    }

    /** What health tells of the watch. */
    JsonNode pollingHealth() {
        HttpRequest question = HttpRequest.newBuilder(URI.create(replica.httpUrl() + "/actuator/health"))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(question, HttpResponse.BodyHandlers.ofString());
            return new ObjectMapper().readTree(answer.body()).at("/components/polling");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(HEALING);
    }

    @Override
    public void close() throws Exception {
        watched.close();
    }
}
