package org.paymentpoller.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.paymentpoller.cursor.WatchStatus;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether what is recorded is fresh: polls end well, whichever replica's they are, and the cursor keeps up with the safe head. */
public class FreshnessHealth implements HealthIndicator {

    private final WatchStatus status;
    private final FreshnessLimits limits;
    private final Clock clock;
    private final Instant begun;

    public FreshnessHealth(WatchStatus status, FreshnessLimits limits, Clock clock) {
        this.status = status;
        this.limits = limits;
        this.clock = clock;
        this.begun = clock.instant();
    }

    @Override
    public Health health() {
        List<String> reasons = reasons();
        Health.Builder health = reasons.isEmpty() ? Health.up() : Health.down();
        if (!reasons.isEmpty()) {
            health.withDetail("reason", String.join("; ", reasons));
        }
        status.now().lastSuccess().ifPresent(time -> health.withDetail("lastSuccess", time));
        status.lagBlocks().ifPresent(blocks -> health.withDetail("lagBlocks", blocks));
        status.lag().ifPresent(lag -> health.withDetail("lagSeconds", lag.toSeconds()));
        return health.build();
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        Duration silence = Duration.between(status.now().lastSuccess().orElse(begun), clock.instant());
        if (silence.compareTo(limits.stale()) > 0) {
            reasons.add("no poll ended well for " + silence.toSeconds() + " s, and "
                    + limits.stale().toSeconds() + " s is the limit");
        }
        limits.lagBlocks().ifPresent(limit -> status.lagBlocks()
                .filter(blocks -> blocks > limit)
                .ifPresent(blocks -> reasons.add(
                        "the cursor is " + blocks + " blocks behind the safe head, and " + limit + " is the limit")));
        limits.lag().ifPresent(limit -> status.lag()
                .filter(lag -> lag.compareTo(limit) > 0)
                .ifPresent(lag -> reasons.add("the cursor's block is " + lag.toSeconds() + " s old, and "
                        + limit.toSeconds() + " s is the limit")));
        return reasons;
    }
}
