package org.paymentpoller.poll;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.paymentpoller.fixture.ReplicaProcess;
import org.paymentpoller.fixture.TcpProxy;

/** A replica in a storm, with its own way to the database: its process is started again by whoever sees it ended. */
final class StormReplica implements AutoCloseable {

    /** What a replica says when its routes poll. */
    private static final String STARTED = "Started PaymentPollerApplication";

    private static final Pattern RECORDED = Pattern.compile("Window \\d+ to \\d+: \\d+ payment");
    private static final int SIGKILLED = 137;

    private final String name;
    private final TcpProxy database;
    private final Map<String, String> environment;
    private final List<ReplicaProcess> lives = new CopyOnWriteArrayList<>();

    private StormReplica(String name, TcpProxy database, Map<String, String> environment) {
        this.name = name;
        this.database = database;
        this.environment = environment;
    }

    /**
     * Starts its first process.
     *
     * @param database closed with the replica
     * @param environment leads to the database by that proxy
     */
    static StormReplica start(String name, TcpProxy database, Map<String, String> environment) {
        StormReplica replica = new StormReplica(name, database, environment);
        replica.startAgain();
        return replica;
    }

    TcpProxy database() {
        return database;
    }

    void startAgain() {
        lives.add(ReplicaProcess.start(environment));
    }

    /** Ends it by SIGKILL. */
    void kill() {
        current().signal("KILL");
    }

    boolean isAlive() {
        return current().isAlive();
    }

    /** Whether its present process has come to poll. */
    boolean isPolling() {
        return isAlive() && current().said(STARTED);
    }

    /** How many processes it has had. */
    int starts() {
        return lives.size();
    }

    /** How many of its processes gave up before they polled. */
    long givenUpStarts() {
        return endedByThemselves().filter(life -> !life.said(STARTED)).count();
    }

    /** The last words of each process that had polled and then ended without a SIGKILL. */
    List<String> unexpectedEnds() {
        return endedByThemselves()
                .filter(life -> life.said(STARTED))
                .map(life -> name + " ended with exit code " + life.exitCode(0) + ":\n" + life.tail())
                .toList();
    }

    /** How many windows it says to have recorded. */
    long windowsRecorded() {
        return lines().filter(line -> RECORDED.matcher(line).find()).count();
    }

    /** What all its processes printed so far. */
    Stream<String> lines() {
        return lives.stream().flatMap(life -> life.lines().stream());
    }

    /** Writes down what its processes printed, one after another. */
    void writeLog(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name + ".log"), lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        current().close();
        database.close();
    }

    private Stream<ReplicaProcess> endedByThemselves() {
        return lives.stream().filter(life -> !life.isAlive()).filter(life -> life.exitCode(0) != SIGKILLED);
    }

    private ReplicaProcess current() {
        return lives.get(lives.size() - 1);
    }

    @Override
    public String toString() {
        return name;
    }
}
