/** What is counted and timed, and what /actuator/prometheus tells of it. */
@NullMarked
package org.paymentpoller.tracing;

import org.jspecify.annotations.NullMarked;
