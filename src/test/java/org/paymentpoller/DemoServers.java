package org.paymentpoller;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.Burners;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.PostgresServer.Durability;
import org.paymentpoller.fixture.TestDatabase;
import org.testcontainers.DockerClientFactory;

/** What the demo's application talks to: PostgreSQL, a chain, and people who burn on it. */
final class DemoServers implements AutoCloseable {

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean closed;

    /**
     * Starts everything in order. Who closes in the meantime waits, as a server that is half started cannot be ended.
     *
     * @return the properties that lead the application there
     */
    synchronized Map<String, String> start() {
        if (closed) {
            throw new IllegalStateException("the demo is ending");
        }
        PostgresServer postgres = add(
                wantsContainer()
                        ? PostgresServer.container(Durability.SAFE)
                        : PostgresServer.embedded(Durability.SAFE));
        TestDatabase database = postgres.createDatabase("payments");
        AnvilNode node = add(AnvilNode.start("--block-time", "1", "--slots-in-an-epoch", "1"));
        BurnContract contract = BurnContract.deploy(node);
        add(Burners.start(contract, Duration.ofMillis(1500)));

        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("spring.datasource.url", database.jdbcUrl());
        properties.put("spring.datasource.username", database.username());
        properties.put("spring.datasource.password", database.password());
        properties.put("poller.rpc-url", node.url().toString());
        properties.put("poller.burn-contract-address", contract.address());
        properties.put("poller.interval", "2s");
        properties.put("poller.finality", "latest");
        properties.put("poller.console.operator-password", "demo");
        properties.put("poller.console.anonymous-page", "true");
        properties.put("server.address", "127.0.0.1");
        properties.put("logging.level.org.paymentpoller.poll.PollReport", "debug");
        return properties;
    }

    /** Ends what runs, the latest first; a second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!running.isEmpty()) {
            AutoCloseable latest = running.pop();
            try {
                latest.close();
            } catch (Exception e) {
                // The others are to be ended all the same.
                System.err.println("Did not end " + latest + ": " + e);
            }
        }
    }

    private <T extends AutoCloseable> T add(T server) {
        running.push(server);
        return server;
    }

    private static boolean wantsContainer() {
        String wish = System.getProperty("DEMO_POSTGRES", System.getenv().getOrDefault("DEMO_POSTGRES", ""));
        return wish.equals("container") && DockerClientFactory.instance().isDockerAvailable();
    }
}
