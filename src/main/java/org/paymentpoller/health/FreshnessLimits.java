package org.paymentpoller.health;

import java.time.Duration;
import java.util.Optional;

/**
 * Beyond which a watch is not fresh.
 *
 * @param stale without a poll that ended well
 * @param lagBlocks safe blocks that may wait; empty: any number
 * @param lag age of the cursor's block while safe blocks wait; empty: any
 */
public record FreshnessLimits(Duration stale, Optional<Long> lagBlocks, Optional<Duration> lag) {

    /**
     * The limits with so many intervals for staleness, yet never less than a floor: a slow window is no stale watch.
     *
     * @param interval POLLER_INTERVAL
     * @param intervals from 1
     */
    public static FreshnessLimits of(
            Duration interval, int intervals, Duration floor, Optional<Long> lagBlocks, Optional<Duration> lag) {
        Duration several = interval.multipliedBy(intervals);
        return new FreshnessLimits(several.compareTo(floor) < 0 ? floor : several, lagBlocks, lag);
    }
}
