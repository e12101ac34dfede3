/** A trace of each window for a collector, where one is named. */
@NullMarked
package org.paymentpoller.tracing;

import org.jspecify.annotations.NullMarked;
