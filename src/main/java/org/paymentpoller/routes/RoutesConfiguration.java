package org.paymentpoller.routes;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.paymentpoller.settings.PollerSettings;
import org.paymentpoller.start.RoutesPlace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Has the folder of the routes watched where there is one and it is wanted. */
@Configuration(proxyBeanMethods = false)
public class RoutesConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesConfiguration.class);

    @Bean
    RoutesState routesState() {
        return new RoutesState();
    }

    @Bean
    PlaceholdersAsSpringHasThem placeholdersAsSpringHasThem() {
        return new PlaceholdersAsSpringHasThem();
    }

    @Bean
    PollerIsThere pollerIsThere(CamelContext camel) {
        return new PollerIsThere(camel);
    }

    @Bean
    RoutesHealth routesHealthIndicator(RoutesState state, CamelContext camel) {
        return new RoutesHealth(state, camel);
    }

    /** Spring would start a Camel that this bean depends on before its own time, and so without its routes. */
    @Bean
    RoutesWatch routesWatch(
            ObjectProvider<CamelContext> camel, RoutesState state, PollerSettings settings, Environment environment) {
        Optional<RoutesReload> reload = reload(camel.getObject(), state, settings, environment);
        return new RoutesWatch(reload.map(found -> found::look), settings.routesReloadInterval());
    }

    private static Optional<RoutesReload> reload(
            CamelContext camel, RoutesState state, PollerSettings settings, Environment environment) {
        if (!settings.routesReload()) {
            LOG.info("Routes are not watched, because POLLER_ROUTES_RELOAD is false");
            return Optional.empty();
        }
        Optional<Path> folder = RoutesPlace.folder(environment);
        if (folder.isEmpty()) {
            LOG.info("Routes are not watched, because they are the packaged ones");
            return Optional.empty();
        }
        try {
            RoutesReload reload = new RoutesReload(camel, new RoutesFolder(folder.get()), state);
            LOG.info("Routes are watched: edits in {} take effect while it runs", folder.get());
            return Optional.of(reload);
        } catch (RefusedRoutesException e) {
            LOG.warn("Routes are not watched until a restart: {}: {}", e.position(), e.reason());
            return Optional.empty();
        }
    }
}
