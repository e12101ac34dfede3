package org.paymentpoller.routes;

import java.util.List;

/**
 * What a file of routes holds.
 *
 * @param file its name
 * @param routes its routes, in their order
 * @param others the kinds of its other entries, such as {@code beans}
 */
record FileOutline(String file, List<RouteOutline> routes, List<Word> others) {

    FileOutline {
        routes = List.copyOf(routes);
        others = List.copyOf(others);
    }
}
