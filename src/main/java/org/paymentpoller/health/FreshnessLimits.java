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
public record FreshnessLimits(Duration stale, Optional<Long> lagBlocks, Optional<Duration> lag) {}
