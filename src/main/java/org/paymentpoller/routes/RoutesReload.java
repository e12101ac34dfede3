package org.paymentpoller.routes;

import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the folder again and again, and has its routes run when they changed, stand still and can run. */
class RoutesReload {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesReload.class);

    private final CamelContext camel;
    private final RoutesFolder folder;
    private final TrialContext trial;
    private final RoutesSwap swap;
    private final RoutesState state;

    private RouteSet running;
    private @Nullable Look last;
    private @Nullable Look told;

    /**
     * Begins with what the folder holds now, which must be before Camel reads it: an edit in between is then found.
     *
     * @throws RefusedRoutesException where that is no list of routes
     */
    RoutesReload(CamelContext camel, RoutesFolder folder, RoutesState state) throws RefusedRoutesException {
        this.camel = camel;
        this.folder = folder;
        this.trial = new TrialContext(camel, folder);
        this.swap = new RoutesSwap(camel, folder);
        this.state = state;
        this.running = new RouteSet(folder.read());
    }

    /** What was seen: files, or why there are none. */
    private record Look(@Nullable RouteFiles files, Position position, String problem) {}

    /** One look; acts on what it sees when the look before saw the same. */
    void look() {
        Look now = see();
        boolean standsStill = now.equals(last);
        last = now;
        if (!standsStill || now.equals(told) || !camel.isStarted()) {
            return;
        }
        if (running.files().equals(now.files()) && state.now().failed().isEmpty()) {
            backToWhatRuns();
        } else if (now.files() == null) {
            refuse(now, now.position(), now.problem());
        } else {
            take(now, now.files());
        }
    }

    private Look see() {
        try {
            return new Look(folder.read(), Position.of(""), "");
        } catch (RefusedRoutesException e) {
            return new Look(null, e.position(), e.reason());
        }
    }

    private void backToWhatRuns() {
        told = null;
        if (state.now().refused().isPresent()) {
            state.taken();
            LOG.info("The routes in {} are again those that run", folder);
        }
    }

    private void take(Look look, RouteFiles files) {
        try {
            RouteSet next = new RouteSet(files);
            next.requireTakeable(running);
            trial.require(next, running);
            swap(look, next);
        } catch (RefusedRoutesException e) {
            refuse(look, e.position(), e.reason());
        }
    }

    private void swap(Look look, RouteSet next) {
        Set<String> failed = state.now().failed();
        RouteChanges changes = RouteChanges.between(running, next, failed);
        RoutesSwap.Outcome outcome;
        try {
            state.swapping(changes.touched(running));
            outcome = swap.swap(running, next, changes, failed);
        } finally {
            state.swapping(Set.of());
        }
        if (outcome instanceof RoutesSwap.Outcome.Busy busy) {
            LOG.info("Route {} is still busy with what it began; the new routes are tried again", busy.route());
        } else if (outcome instanceof RoutesSwap.Outcome.PutBack back) {
            CamelComplaint complaint = new CamelComplaint(back.failure());
            Position position =
                    next.route(back.route()).map(complaint::position).orElse(Position.of(back.route()));
            told = look;
            state.failed(position, back.notBack());
            LOG.error(
                    "Routes could not be started, {}: {}: {}",
                    back.notBack().isEmpty()
                            ? "the previous version is back"
                            : "and of the previous version these neither: " + String.join(", ", back.notBack()),
                    position,
                    complaint.reason());
        } else {
            List<String> lines = changes.lines(running, next);
            if (lines.isEmpty()) {
                LOG.info("Routes taken from {}: no route changed", folder);
            }
            for (String line : lines) {
                LOG.info("Routes taken from {}", line);
            }
            running = next;
            told = null;
            state.taken();
        }
    }

    private void refuse(Look look, Position position, String reason) {
        told = look;
        state.refused(position);
        LOG.warn("Routes are not taken, the previous version runs on: {}: {}", position, reason);
    }
}
