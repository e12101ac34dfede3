package org.paymentpoller.health;

import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether node, configuration and cursor row are about one chain; part of readiness. */
public class ChainHealth implements HealthIndicator {

    private final WatchStatus status;

    public ChainHealth(WatchStatus status) {
        this.status = status;
    }

    @Override
    public Health health() {
        WatchStatus.Snapshot watch = status.now();
        return watch.state() == WatchState.WRONG_CHAIN
                ? Health.down().withDetail("reason", watch.reason()).build()
                : Health.up().build();
    }
}
