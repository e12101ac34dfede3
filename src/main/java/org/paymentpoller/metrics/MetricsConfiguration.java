package org.paymentpoller.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import org.paymentpoller.cursor.WatchIdentity;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.routes.RoutesState;
import org.paymentpoller.settings.PollerSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes who counts; a command counts nothing. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

    @Bean
    WatchMeters watchMeters(MeterRegistry registry, WatchIdentity watch) {
        return new WatchMeters(registry, watch.cursorId());
    }

    @Bean
    PollMetrics pollMetrics(WatchMeters meters) {
        return new PollMetrics(meters);
    }

    @Bean
    NodeMetrics nodeMetrics(WatchMeters meters, Endpoints endpoints) {
        return new NodeMetrics(meters, endpoints);
    }

    @Bean
    WatchMetrics watchMetrics(WatchMeters meters, WatchStatus status, PollerSettings settings) {
        return new WatchMetrics(meters, status, settings.interval());
    }

    @Bean
    RouteMetrics routeMetrics(WatchMeters meters, RoutesState state) {
        return new RouteMetrics(meters, state);
    }
}
