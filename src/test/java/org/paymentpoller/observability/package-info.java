/** The files in observability/: what Prometheus and Grafana are told, and whether it is true. */
@NullMarked
package org.paymentpoller.observability;

import org.jspecify.annotations.NullMarked;
