/** What /actuator/prometheus tells: the figures of docs/metrics.md. Those who work tell it, and do not know it. */
@NullMarked
package org.paymentpoller.metrics;

import org.jspecify.annotations.NullMarked;
