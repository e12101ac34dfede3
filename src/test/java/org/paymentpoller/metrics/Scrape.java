package org.paymentpoller.metrics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paymentpoller.fixture.Replica;

/** What a replica prints of its own metrics at /actuator/prometheus. */
final class Scrape {

    private static final String PREFIX = "payment_poller_";
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)\\{(.*)} (\\S+)");
    private static final Pattern TAG = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");

    /** One line. */
    record Sample(String name, Map<String, String> tags, double value) {}

    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, String> kinds = new TreeMap<>();

    private Scrape(String text) {
        text.lines().filter(line -> line.contains(PREFIX)).forEach(line -> {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                kinds.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                Map<String, String> tags = new TreeMap<>();
                for (MatchResult tag : TAG.matcher(sample.group(2)).results().toList()) {
                    tags.put(tag.group(1), tag.group(2));
                }
                samples.add(new Sample(sample.group(1), tags, number(sample.group(3))));
            } else if (!line.startsWith("#")) {
                throw new AssertionError("No sample: " + line);
            }
        });
    }

    static Scrape of(Replica replica) {
        HttpRequest question = HttpRequest.newBuilder(URI.create(replica.httpUrl() + "/actuator/prometheus"))
                .build();
        try {
            return new Scrape(HttpClient.newHttpClient()
                    .send(question, HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    List<Sample> samples() {
        return samples;
    }

    /** The kind of each metric, a histogram's maximum left out, which is a part of it. */
    Map<String, String> kinds() {
        Map<String, String> all = new TreeMap<>(kinds);
        all.keySet()
                .removeIf(name -> name.endsWith("_max")
                        && kinds.getOrDefault(name.replaceFirst("_max$", ""), "")
                                .equals("histogram"));
        return all;
    }

    /** The names of the tags of a metric, those apart that all have and that buckets have. */
    Set<String> tagsOf(String metric) {
        Set<String> names = new TreeSet<>();
        samples.stream()
                .filter(sample -> sample.name().matches(metric + "(_bucket|_count|_sum|_max)?"))
                .forEach(sample -> names.addAll(sample.tags().keySet()));
        names.removeAll(Set.of("watch", "le"));
        return names;
    }

    /** The value of the one sample of that name with these tags among its own. */
    double value(String name, String... tags) {
        List<Sample> found = samples.stream()
                .filter(sample -> sample.name().equals(PREFIX + name) && has(sample, tags))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(name + " " + List.of(tags) + ": " + found);
        }
        return found.get(0).value();
    }

    /** The same of a whole number. */
    long whole(String name, String... tags) {
        double value = value(name, tags);
        if (value != Math.rint(value)) {
            throw new AssertionError(name + " " + List.of(tags) + " is " + value);
        }
        return (long) value;
    }

    private static boolean has(Sample sample, String... tags) {
        for (int i = 0; i < tags.length; i += 2) {
            if (!tags[i + 1].equals(sample.tags().get(tags[i]))) {
                return false;
            }
        }
        return true;
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}
