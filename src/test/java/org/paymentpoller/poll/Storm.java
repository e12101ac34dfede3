package org.paymentpoller.poll;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.RandomFaults;
import org.paymentpoller.fixture.TcpProxy;
import org.paymentpoller.fixture.Watched;

/**
 * Replicas as processes, each with a node proxy of its own that fails every fifth request and a database proxy that cuts its
 * connections, and killed, at random times. What happens is drawn from one source; when, depends on the machine too.
 */
final class Storm implements AutoCloseable {

    private static final Duration SHORTEST_PEACE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PEACE = Duration.ofSeconds(20);

    private final StormClock clock = new StormClock();
    private final List<NodeProxy> nodes;
    private final List<RandomFaults> faults;
    private final Random killing;
    private final DatabaseCuts cuts;
    private final List<StormReplica> replicas;
    private final AtomicInteger kills = new AtomicInteger();

    private Storm(Watched watched, int count, Random random) {
        nodes = Stream.generate(watched::proxy).limit(count).toList();
        faults = Stream.generate(() -> RandomFaults.ofSeed(random.nextLong()))
                .limit(count)
                .toList();
        killing = new Random(random.nextLong());
        cuts = new DatabaseCuts(this::polling, clock, new Random(random.nextLong()));
        replicas = IntStream.range(0, count)
                .mapToObj(place -> startReplica(watched, place))
                .toList();
    }

    /** Starts the replicas, as yet in calm. */
    static Storm around(Watched watched, int replicas, Random random) {
        return new Storm(watched, replicas, random);
    }

    /** The first has every node proxy to ask, the next one fewer, the last its own alone. */
    private StormReplica startReplica(Watched watched, int place) {
        TcpProxy database = TcpProxy.to(PostgresServer.shared());
        String urls = nodes.subList(place, nodes.size()).stream()
                .map(node -> node.url().toString())
                .collect(Collectors.joining(","));
        Map<String, String> environment = new TreeMap<>(watched.replicaBy(nodes.get(place))
                .with("poller.rpc-url", urls)
                .with("spring.datasource.url", watched.database().jdbcUrlThrough("127.0.0.1", database.port()))
                .with("poller.interval", "300ms")
                // Shorter than the defaults, so that silence leaves time for other faults.
                .with("poller.node.read-timeout", "2s")
                .with("poller.node.window-budget", "6s")
                .asEnvironment());
        environment.put("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC");
        return StormReplica.start("replica-" + (place + 1), database, environment);
    }

    /** Begins to blow. */
    void begin() {
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).onRequest().answerWith(faults.get(i)::answerTo);
        }
        cuts.begin();
        clock.atRandom(killing, SHORTEST_PEACE, LONGEST_PEACE, this::killOne);
        clock.everySecond(() -> {
            replicas.stream().filter(replica -> !replica.isAlive()).forEach(StormReplica::startAgain);
            // What the proxies write down of a long storm would fill the memory.
            nodes.forEach(NodeProxy::clear);
        });
    }

    /** Ends kills and cuts; the nodes go on failing, and replicas that ended are still started again. */
    void abate() {
        clock.end();
    }

    /** Ends the faults of the nodes, and lets go on what they hold back. */
    void heal() {
        nodes.forEach(NodeProxy::heal);
    }

    List<StormReplica> replicas() {
        return replicas;
    }

    /** What the replicas printed with this text in it. */
    List<String> linesWith(String text) {
        return replicas.stream()
                .flatMap(StormReplica::lines)
                .filter(line -> line.contains(text))
                .toList();
    }

    /** What went wrong with the storm itself, and replicas that had polled and ended though nobody killed them. */
    List<String> mishaps() {
        return Stream.concat(
                        clock.failures().stream(),
                        replicas.stream().flatMap(replica -> replica.unexpectedEnds().stream()))
                .toList();
    }

    /** What it has done so far, line by line. */
    List<String> summary() {
        Map<String, Integer> byName = new TreeMap<>();
        faults.forEach(ofOne -> ofOne.faults().forEach((fault, count) -> byName.merge(fault, count, Integer::sum)));
        int all = byName.values().stream().mapToInt(Integer::intValue).sum();
        int requests = faults.stream().mapToInt(RandomFaults::requests).sum();
        List<String> lines = new ArrayList<>();
        lines.add(all + " of " + requests + " requests to the node failed:");
        byName.forEach((fault, count) -> lines.add("  " + count + " " + fault));
        lines.add("database cuts: " + cuts);
        lines.add(kills + " kills, "
                + replicas.stream().mapToInt(StormReplica::starts).sum() + " starts, of which "
                + replicas.stream().mapToLong(StormReplica::givenUpStarts).sum() + " gave up");
        lines.add("windows by replica: "
                + replicas.stream().map(StormReplica::windowsRecorded).toList());
        return lines;
    }

    /** Ends the replicas and leaves what they printed in target/storm. */
    @Override
    public void close() {
        clock.close();
        replicas.forEach(StormReplica::close);
        replicas.forEach(replica -> replica.writeLog(Path.of("target", "storm")));
    }

    /** Never the last that polls: a start takes long where three processes share two cores. */
    private void killOne() {
        List<StormReplica> polling = polling();
        if (polling.size() > 1) {
            polling.get(killing.nextInt(polling.size())).kill();
            kills.incrementAndGet();
        }
    }

    private List<StormReplica> polling() {
        return replicas.stream().filter(StormReplica::isPolling).toList();
    }
}
