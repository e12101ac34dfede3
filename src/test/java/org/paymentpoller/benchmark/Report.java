package org.paymentpoller.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of all shapes, as a table for people and as JSON. */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What a whole process asked, counted in a run of its own that is not timed.
     *
     * @param nodeRequests HTTP requests to the node
     * @param nodeCalls JSON-RPC calls in them
     * @param statements SQL statements, those of the start included
     * @param roundTrips to the database, those of the start included
     */
    record Counts(long nodeRequests, long nodeCalls, long statements, long roundTrips) {}

    private record Row(Shape shape, Contender contender, int burns, Figures figures, Counts counts) {}

    private record Latency(String interval, double median, double p95) {}

    private final List<Row> rows = new ArrayList<>();
    private final List<Latency> latencies = new ArrayList<>();
    private final List<Parts.Part> parts = new ArrayList<>();
    private final List<Reads.Read> reads = new ArrayList<>();

    void add(Shape shape, Contender contender, int burns, Figures figures, Counts counts) {
        rows.add(new Row(shape, contender, burns, figures, counts));
    }

    void addLatency(String interval, double median, double p95) {
        latencies.add(new Latency(interval, median, p95));
    }

    void addParts(List<Parts.Part> measured) {
        parts.addAll(measured);
    }

    void addReads(List<Reads.Read> measured) {
        reads.addAll(measured);
    }

    /** Prints the table and writes the JSON. */
    void write(Path json) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        if (!rows.isEmpty()) {
            print(
                    "%-11s %-12s %8s %9s %8s %8s %8s %8s %9s %7s %7s %7s%n",
                    "shape",
                    "contender",
                    "seconds",
                    "burns/s",
                    "x limit",
                    "cpu s",
                    "start s",
                    "peak MB",
                    "requests",
                    "calls",
                    "stmts",
                    "trips");
        }
        for (Row row : rows) {
            double ratio = row.figures().seconds() / secondsOf(row.shape(), Contender.LIMIT);
            print(
                    "%-11s %-12s %8.2f %9.0f %8.2f %8.2f %8.2f %8.0f %9d %7d %7d %7d%n",
                    row.shape().label(),
                    row.contender().label(),
                    row.figures().seconds(),
                    row.burns() / row.figures().seconds(),
                    ratio,
                    row.figures().cpuSeconds(),
                    row.figures().startSeconds(),
                    row.figures().peakMegabytes(),
                    row.counts().nodeRequests(),
                    row.counts().nodeCalls(),
                    row.counts().statements(),
                    row.counts().roundTrips());
            ObjectNode node = root.withArray("shapes").addObject();
            node.put("shape", row.shape().label());
            node.put("contender", row.contender().label());
            node.put("burns", row.burns());
            node.put("timesLimit", ratio);
            node.set("median", JSON.valueToTree(row.figures()));
            node.set("counts", JSON.valueToTree(row.counts()));
        }
        growth(root);
        for (Latency latency : latencies) {
            print(
                    "live at POLLER_INTERVAL=%s: block to committed row %.0f ms at the median, %.0f ms at p95%n",
                    latency.interval(), latency.median(), latency.p95());
            root.withArray("live").add(JSON.<ObjectNode>valueToTree(latency));
        }
        if (!parts.isEmpty()) {
            print("%-28s %9s %9s%n", "part", "ns/burn", "+-");
        }
        for (Parts.Part part : parts) {
            print("%-28s %9.0f %9.0f%n", part.name(), part.nanoseconds(), part.error());
            root.withArray("parts").add(JSON.<ObjectNode>valueToTree(part));
        }
        if (!reads.isEmpty()) {
            print("%-22s %9s %9s %7s  %s%n", "payments", "median ms", "p95 ms", "pages", "plan");
        }
        for (Reads.Read read : reads) {
            print(
                    "%-22s %9.1f %9.1f %7d  %s%n",
                    read.name(), read.medianMillis(), read.p95Millis(), read.pages(), read.plan());
            root.withArray("reads").add(JSON.<ObjectNode>valueToTree(read));
        }
        JSON.writerWithDefaultPrettyPrinter().writeValue(json.toFile(), root);
        print("as JSON: %s%n", json);
    }

    private void growth(ObjectNode root) {
        if (rows.stream().noneMatch(row -> row.shape() == Shape.GROWTH_1M)) {
            return;
        }
        for (Contender contender : Contender.values()) {
            double ratio = secondsOf(Shape.GROWTH_100K, contender) / secondsOf(Shape.GROWTH_1M, contender);
            print("growth, %s: at a million other payments %.2f of the burns/s at 100,000%n", contender.label(), ratio);
            root.withObject("growth").put(contender.label(), ratio);
        }
    }

    private double secondsOf(Shape shape, Contender contender) {
        return rows.stream()
                .filter(row -> row.shape() == shape && row.contender() == contender)
                .mapToDouble(row -> row.figures().seconds())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
