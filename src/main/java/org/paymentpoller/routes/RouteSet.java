package org.paymentpoller.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All files of routes as they belong together. */
class RouteSet {

    static final String POLLER = "payment-poller";

    private final RouteFiles files;
    private final Map<String, FileOutline> outlines = new LinkedHashMap<>();
    private final Map<String, RouteOutline> routes = new LinkedHashMap<>();

    /**
     * Reads the files.
     *
     * @throws RefusedRoutesException where one of them is no list of routes
     */
    RouteSet(RouteFiles files) throws RefusedRoutesException {
        this.files = files;
        for (Map.Entry<String, String> file : files.texts().entrySet()) {
            FileOutline outline = OutlineReader.read(file.getKey(), file.getValue());
            outlines.put(file.getKey(), outline);
            for (RouteOutline route : outline.routes()) {
                if (!route.id().isEmpty()) {
                    routes.put(route.id(), route);
                }
            }
        }
    }

    RouteFiles files() {
        return files;
    }

    Collection<FileOutline> outlines() {
        return outlines.values();
    }

    /** The routes that have an id, in the order of the files. */
    Collection<RouteOutline> routes() {
        return routes.values();
    }

    Optional<RouteOutline> route(String id) {
        return Optional.ofNullable(routes.get(id));
    }

    /** The content of a file of this set. */
    String text(String file) {
        String text = files.texts().get(file);
        if (text == null) {
            throw new IllegalArgumentException("There is no file " + file);
        }
        return text;
    }

    /** Whether a file is the same in another set. */
    boolean sharesFile(String file, RouteSet other) {
        return text(file).equals(other.files.texts().get(file));
    }

    /**
     * Looks for what Camel takes without a word, or not while it runs.
     *
     * @param running what runs, whose unchanged files are taken as they are
     * @throws RefusedRoutesException for the first such thing
     */
    void requireTakeable(RouteSet running) throws RefusedRoutesException {
        Map<String, Position> ids = new HashMap<>();
        for (FileOutline outline : outlines.values()) {
            if (!sharesFile(outline.file(), running)) {
                requireRoutesAlone(outline);
                @Nullable FileOutline before = running.outlines.get(outline.file());
                if (before != null) {
                    requireRoutesAlone(before);
                }
            }
            for (RouteOutline route : outline.routes()) {
                if (!route.id().isEmpty()) {
                    requireNew(route.id(), route.position(), ids);
                }
                for (Word id : route.ids()) {
                    requireNew(id.text(), id.position(), ids);
                }
            }
        }
        for (FileOutline before : running.outlines.values()) {
            if (!outlines.containsKey(before.file())) {
                requireRoutesAlone(before);
            }
        }
        if (!routes.containsKey(POLLER)) {
            throw new RefusedRoutesException(
                    Position.of(String.join(", ", outlines.keySet())), "there is no route " + POLLER);
        }
    }

    private static void requireRoutesAlone(FileOutline outline) throws RefusedRoutesException {
        for (Word other : outline.others()) {
            throw new RefusedRoutesException(
                    other.position(), "'" + other.text() + "' is read at the start alone; restart to have it");
        }
        for (RouteOutline route : outline.routes()) {
            if (route.id().isEmpty()) {
                throw new RefusedRoutesException(route.position(), "the route has no id");
            }
        }
    }

    private static void requireNew(String id, Position position, Map<String, Position> ids)
            throws RefusedRoutesException {
        @Nullable Position first = ids.putIfAbsent(id, position);
        if (first != null) {
            throw new RefusedRoutesException(position, "the id " + id + " is taken at " + first);
        }
    }

    /** The ids of all routes, each after those that it calls. */
    List<String> calledFirst() {
        return calledFirst(routes.keySet());
    }

    /**
     * The ids of all routes, each before those that it calls; the poller and what it calls come last, so that it runs until all
     * others have stopped.
     */
    List<String> callersFirst() {
        Set<String> pollerFirst = new LinkedHashSet<>(Set.of(POLLER));
        pollerFirst.addAll(routes.keySet());
        List<String> ordered = new ArrayList<>(calledFirst(pollerFirst));
        Collections.reverse(ordered);
        return ordered;
    }

    private List<String> calledFirst(Collection<String> ids) {
        Map<String, String> owners = new HashMap<>();
        routes.values().forEach(route -> route.begins().ifPresent(direct -> owners.put(direct, route.id())));
        Set<String> ordered = new LinkedHashSet<>();
        Set<String> begun = new LinkedHashSet<>();
        ids.forEach(id -> visit(id, owners, begun, ordered));
        return List.copyOf(ordered);
    }

    private void visit(String id, Map<String, String> owners, Set<String> begun, Set<String> ordered) {
        @Nullable RouteOutline route = routes.get(id);
        if (route != null && begun.add(id)) {
            for (String call : route.calls()) {
                @Nullable String owner = owners.get(call);
                if (owner != null) {
                    visit(owner, owners, begun, ordered);
                }
            }
            ordered.add(id);
        }
    }

    /** These routes and all that call them, however indirectly. */
    Set<String> withCallers(Collection<String> ids) {
        Set<String> all = new LinkedHashSet<>(ids);
        List<String> open = new ArrayList<>(ids);
        while (!open.isEmpty()) {
            @Nullable RouteOutline called = routes.get(open.remove(0));
            Optional<String> direct = called == null ? Optional.empty() : called.begins();
            for (RouteOutline route : routes.values()) {
                if (direct.isPresent() && route.calls().contains(direct.get()) && all.add(route.id())) {
                    open.add(route.id());
                }
            }
        }
        return all;
    }
}
