package org.paymentpoller.node;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoints of POLLER_RPC_URL in order of preference: whichever rests is passed over, and asked first again when rested. */
public final class Endpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

    private final List<Endpoint> all;

    /**
     * @param all in order of preference, at least one
     */
    public Endpoints(List<Endpoint> all) {
        this.all = List.copyOf(all);
    }

    /** In order of preference. */
    public List<Endpoint> all() {
        return all;
    }

    /** All but this one, in order of preference. */
    public List<Endpoint> others(Endpoint one) {
        return all.stream().filter(endpoint -> endpoint != one).toList();
    }

    /**
     * The endpoint of that label.
     *
     * @param label as an answer carries it
     */
    public Endpoint named(String label) {
        return all.stream()
                .filter(endpoint -> endpoint.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no " + label));
    }

    /** Each as it is now, in order of preference. */
    public List<Endpoint.Snapshot> snapshots() {
        return all.stream().map(Endpoint::snapshot).toList();
    }

    /**
     * How long until so many of them may be asked; zero when they may be now.
     *
     * @param wanted from 1 to as many as there are
     */
    public Duration rest(int wanted) {
        return all.stream()
                .map(Endpoint::rest)
                .sorted()
                .skip(wanted - 1L)
                .findFirst()
                .orElseThrow();
    }

    /** All of them, this one first and the others in order of preference. */
    public List<Endpoint> ledBy(Endpoint first) {
        return Stream.concat(Stream.of(first), others(first).stream()).toList();
    }

    /** Says once that an endpoint failed where another one is asked in its place; the failure of all is told by the poll. */
    public void sayPassedOver(Endpoint endpoint, NodeException failure) {
        if (all.size() > 1 && !(failure instanceof RestingException) && endpoint.failedJustNow()) {
            LOG.warn("{} is passed over: {}", endpoint, failure.getMessage());
        }
    }

    /**
     * Asks one after another until so many have answered well.
     *
     * @param poor answers that count only when there are too few others
     * @param rank by which the greatest of the poor ones count first; among equal ones the order of preference decides
     * @throws RestingException when too few answered because they rest
     * @throws NodeException when too few answered, with what each said
     */
    public <T> List<T> askUntil(
            int wanted, Endpoint.Purpose purpose, Predicate<T> poor, Comparator<T> rank, Endpoint.Question<T> question)
            throws IOException {
        List<T> good = new ArrayList<>();
        List<T> rest = new ArrayList<>();
        List<NodeException> failures = new ArrayList<>();
        for (Endpoint endpoint : all) {
            if (good.size() == wanted) {
                return good;
            }
            try {
                T answer = endpoint.ask(purpose, question);
                (poor.test(answer) ? rest : good).add(answer);
            } catch (NodeException e) {
                sayPassedOver(endpoint, e);
                failures.add(e);
            }
        }
        rest.sort(rank.reversed());
        good.addAll(rest);
        if (good.size() < wanted) {
            throw failures.stream().allMatch(RestingException.class::isInstance)
                    ? new RestingException(
                            String.valueOf(NodeException.joined(failures).getMessage()))
                    : NodeException.joined(failures);
        }
        return good.subList(0, wanted);
    }
}
