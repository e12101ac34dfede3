package org.paymentpoller.routes;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.node.NodeText;

/** What Camel's exceptions about routes come to: which route, where, and why, on one line. */
record CamelComplaint(Throwable failure) {

    private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+)");

    /** The route that it is about, where Camel says. */
    Optional<String> route() {
        return causes().stream()
                .map(CamelComplaint::route)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static @Nullable String route(Throwable cause) {
        if (cause instanceof FailedToCreateRouteException create) {
            return create.getRouteId();
        }
        return cause instanceof FailedToStartRouteException start ? start.getRouteId() : null;
    }

    /** Where the YAML reader stopped, where it was that one. */
    Optional<Position> position(String file) {
        return causes().stream()
                .map(cause -> PLACE.matcher(String.valueOf(cause.getMessage())))
                .filter(Matcher::find)
                .map(place -> new Position(file, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2))))
                .findFirst();
    }

    /** Where in the route the name stands that Camel complains of; the route's beginning where it names none. */
    Position position(RouteOutline route) {
        Position place = route.positionOf(reason());
        return place.equals(route.position()) ? route.positionOf(details()) : place;
    }

    /** Everything that was said about the cause, without the frame that repeats the whole route. */
    private String details() {
        return causes().stream()
                .filter(cause -> !isFrame(cause))
                .map(cause -> String.valueOf(cause.getMessage()))
                .collect(Collectors.joining(" "));
    }

    /** The cause that Camel names at its innermost, without what secrets an endpoint's URI may carry. */
    String reason() {
        List<Throwable> causes = causes();
        Throwable told = causes.get(causes.size() - 1);
        for (Throwable cause : causes) {
            if (cause.getClass().getName().startsWith("org.apache.camel") && !isFrame(cause)) {
                told = cause;
            }
        }
        String message = told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
        if (PLACE.matcher(message).find()) {
            message = message.lines().findFirst().orElse(message);
        }
        return NodeText.clean(String.valueOf(URISupport.sanitizeUri(message)));
    }

    private static boolean isFrame(Throwable cause) {
        return route(cause) != null || cause.getClass() == RuntimeCamelException.class;
    }

    private List<Throwable> causes() {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
    }
}
