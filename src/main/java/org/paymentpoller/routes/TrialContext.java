package org.paymentpoller.routes;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.sql.SqlEndpoint;
import org.apache.camel.component.sql.SqlHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Tries a set of routes in a Camel of its own that is made and never started: endpoints, beans, languages and statements are
 * looked up as for a start, and nothing consumes, connects or is shown in JMX. A component that lacks a library of its own is an
 * error of the routes, too.
 */
class TrialContext {

    private final CamelContext live;
    private final RoutesFolder folder;

    TrialContext(CamelContext live, RoutesFolder folder) {
        this.live = live;
        this.folder = folder;
    }

    /**
     * Builds the routes.
     *
     * @param running what runs, of which only files that are routes alone are built beside the changed ones
     * @throws RefusedRoutesException for the first thing that Camel would not run
     */
    void require(RouteSet routes, RouteSet running) throws RefusedRoutesException {
        requireBeanMethods(routes);
        try (LentBeans beans = new LentBeans(live)) {
            // Never closed: that would stop the beans that it was lent, and nothing in it was started.
            DefaultCamelContext trial = context(beans);
            Set<String> begins = new HashSet<>();
            for (FileOutline file : routes.outlines()) {
                if (file.others().isEmpty() || !routes.sharesFile(file.file(), running)) {
                    add(file.file(), routes, trial);
                } else {
                    file.routes().forEach(route -> route.begins().ifPresent(begins::add));
                }
            }
            try {
                trial.init();
            } catch (Exception | LinkageError e) {
                throw refused(routes, new CamelComplaint(e));
            }
            requireTicks(trial, routes);
            begins.addAll(begins(trial));
            for (Endpoint endpoint : List.copyOf(trial.getEndpoints())) {
                requireStatement(endpoint, trial, routes);
                requireConsumer(endpoint, begins, routes);
            }
        }
    }

    private DefaultCamelContext context(LentBeans beans) {
        DefaultCamelContext trial = new DefaultCamelContext(false);
        trial.disableJMX();
        trial.getCamelContextExtension().setName(live.getName() + "-trial");
        trial.getCamelContextExtension().setRegistry(new DefaultRegistry(beans));
        trial.setApplicationContextClassLoader(live.getApplicationContextClassLoader());
        trial.getPropertiesComponent().addPropertiesSource(new LiveProperties(live));
        new PlaceholdersAsSpringHasThem().beforeApplicationStart(trial);
        trial.build();
        return trial;
    }

    private void add(String file, RouteSet routes, DefaultCamelContext trial) throws RefusedRoutesException {
        try {
            trial.addRouteDefinitions(RouteDefinitions.read(trial, folder.location(file), routes.text(file)));
        } catch (Exception | LinkageError e) {
            CamelComplaint complaint = new CamelComplaint(e);
            throw new RefusedRoutesException(complaint.position(file).orElse(Position.of(file)), complaint.reason());
        }
    }

    private void requireBeanMethods(RouteSet routes) throws RefusedRoutesException {
        for (RouteOutline route : routes.routes()) {
            for (BeanMethod method : route.methods()) {
                @Nullable Object bean = live.getRegistry().lookupByName(method.bean());
                if (bean != null
                        && !method.name().isEmpty()
                        && Stream.of(bean.getClass().getMethods())
                                .noneMatch(one -> one.getName().equals(method.name()))) {
                    throw new RefusedRoutesException(
                            method.position(), "the bean " + method.bean() + " has no method " + method.name());
                }
            }
        }
    }

    private static void requireTicks(DefaultCamelContext trial, RouteSet routes) throws RefusedRoutesException {
        @Nullable RouteDefinition poller = trial.getRouteDefinition(RouteSet.POLLER);
        if (poller != null) {
            Endpoint timer = trial.getEndpoint(poller.getEndpointUrl());
            Optional<String> end = new PollerTimer(timer).end();
            if (end.isPresent()) {
                RouteOutline route = routes.route(RouteSet.POLLER).orElseThrow();
                Position place = route.positionOf(end.get());
                throw new RefusedRoutesException(
                        place.equals(route.position()) ? route.positionOf(timer.getEndpointUri()) : place, end.get());
            }
        }
    }

    /** Camel reads a statement's file when the endpoint's producer starts, which here none does. */
    private static void requireStatement(Endpoint endpoint, CamelContext trial, RouteSet routes)
            throws RefusedRoutesException {
        if (endpoint instanceof SqlEndpoint sql) {
            try {
                SqlHelper.resolveQuery(trial, sql.getQuery(), sql.isUsePlaceholder() ? sql.getPlaceholder() : null);
            } catch (Exception e) {
                throw new RefusedRoutesException(
                        position(routes, withoutOptions(endpoint.getEndpointUri())), new CamelComplaint(e).reason());
            }
        }
    }

    private static void requireConsumer(Endpoint endpoint, Set<String> begins, RouteSet routes)
            throws RefusedRoutesException {
        if (endpoint instanceof DirectEndpoint direct && direct.isFailIfNoConsumers()) {
            String name = withoutOptions(direct.getEndpointUri());
            if (!begins.contains(name)) {
                throw new RefusedRoutesException(position(routes, name), "no route begins with " + name);
            }
        }
    }

    private static Set<String> begins(DefaultCamelContext trial) {
        Set<String> begins = new HashSet<>();
        for (RouteDefinition route : trial.getRouteDefinitions()) {
            begins.add(withoutOptions(trial.resolvePropertyPlaceholders(route.getEndpointUrl())));
        }
        return begins;
    }

    private static String withoutOptions(String uri) {
        return uri.replace("://", ":").replaceFirst("\\?.*", "");
    }

    private static RefusedRoutesException refused(RouteSet routes, CamelComplaint complaint) {
        Optional<RouteOutline> route = complaint.route().flatMap(routes::route);
        return new RefusedRoutesException(
                route.map(complaint::position).orElseGet(() -> position(routes, complaint.reason())),
                complaint.reason());
    }

    private static Position position(RouteSet routes, String details) {
        return routes.routes().stream()
                .map(route -> Map.entry(route.position(), route.positionOf(details)))
                .filter(found -> !found.getKey().equals(found.getValue()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Position.of("the routes"));
    }

    /** The running Camel's properties, its environment among them. */
    private record LiveProperties(CamelContext live) implements PropertiesSource {

        @Override
        public String getName() {
            return "live";
        }

        @Override
        public @Nullable String getProperty(String name) {
            return live.getPropertiesComponent().resolveProperty(name).orElse(null);
        }
    }
}
