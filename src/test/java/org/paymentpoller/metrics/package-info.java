/** What is counted and timed, and what /actuator/prometheus tells of it. */
@NullMarked
package org.paymentpoller.metrics;

import org.jspecify.annotations.NullMarked;
