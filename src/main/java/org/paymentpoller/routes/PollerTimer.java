package org.paymentpoller.routes;

import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.component.timer.TimerEndpoint;

/**
 * What the route of the poller begins with.
 *
 * @param endpoint a timer, or what someone has put in its place
 */
record PollerTimer(Endpoint endpoint) {

    /** Why it would not tick for ever, which Camel takes without a word; empty where it would. */
    Optional<String> end() {
        if (!(endpoint instanceof TimerEndpoint timer)) {
            return Optional.empty();
        }
        // Before a negative delay no period counts.
        if (timer.getDelay() >= 0 && timer.getPeriod() < 1) {
            return Optional.of("the timer ticks once and never again: its period is " + timer.getPeriod());
        }
        return timer.getRepeatCount() > 0
                ? Optional.of("the timer ends: its repeatCount is " + timer.getRepeatCount())
                : Optional.empty();
    }
}
