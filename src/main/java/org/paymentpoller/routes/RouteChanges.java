package org.paymentpoller.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How one set of routes differs from another.
 *
 * @param added ids that are new
 * @param changed ids whose route is another one, or is to be made again
 * @param removed ids that are gone
 */
record RouteChanges(List<String> added, List<String> changed, List<String> removed) {

    RouteChanges {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
    }

    /**
     * Compares two sets.
     *
     * @param failed ids that count as changed wherever both sets have them, because they do not run though they should
     */
    static RouteChanges between(RouteSet before, RouteSet after, Set<String> failed) {
        List<String> added = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (RouteOutline route : after.routes()) {
            before.route(route.id())
                    .ifPresentOrElse(
                            old -> {
                                if (failed.contains(route.id())
                                        || !old.content().equals(route.content())) {
                                    changed.add(route.id());
                                }
                            },
                            () -> added.add(route.id()));
        }
        for (RouteOutline route : before.routes()) {
            if (after.route(route.id()).isEmpty()) {
                removed.add(route.id());
            }
        }
        return new RouteChanges(added, changed, removed);
    }

    /** Those of the running routes that go. */
    List<String> leaving() {
        return concat(changed, removed);
    }

    /** Those that come. */
    List<String> coming() {
        return concat(added, changed);
    }

    /** All that do not run while they take place: those that go or come, and the callers of those that go. */
    Set<String> touched(RouteSet before) {
        Set<String> all = before.withCallers(leaving());
        all.addAll(coming());
        return all;
    }

    /** A line for each file that has to do with it, in the order of their names. */
    List<String> lines(RouteSet before, RouteSet after) {
        Map<String, List<String>> parts = new TreeMap<>();
        tell("added", added, after, parts);
        tell("changed", changed, after, parts);
        tell("removed", removed, before, parts);
        return parts.entrySet().stream()
                .map(file -> file.getKey() + ": " + String.join("; ", file.getValue()))
                .toList();
    }

    private static void tell(String what, List<String> ids, RouteSet set, Map<String, List<String>> parts) {
        Map<String, List<String>> byFile = new TreeMap<>();
        for (String id : ids) {
            set.route(id)
                    .ifPresent(route -> byFile.computeIfAbsent(route.position().file(), file -> new ArrayList<>())
                            .add(id));
        }
        byFile.forEach((file, its) ->
                parts.computeIfAbsent(file, any -> new ArrayList<>()).add(what + " " + String.join(", ", its)));
    }

    private static List<String> concat(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }
}
