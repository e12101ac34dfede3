package org.paymentpoller.routes;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Reads routes as Camel does, from memory: the file may have changed since it was tried. */
final class RouteDefinitions {

    private RouteDefinitions() {}

    /** The routes of a file, new ones at every call because a definition belongs to the context that was given it. */
    static List<RouteDefinition> read(CamelContext camel, String location, String text) throws Exception {
        for (RoutesBuilder builder :
                PluginHelper.getRoutesLoader(camel).findRoutesBuilders(ResourceHelper.fromString(location, text))) {
            if (builder instanceof RouteBuilder routes) {
                RoutesDefinition all = routes.configureRoutes(camel);
                for (RouteDefinition route : all.getRoutes()) {
                    all.prepareRoute(route);
                }
                return all.getRoutes();
            }
        }
        return List.of();
    }
}
