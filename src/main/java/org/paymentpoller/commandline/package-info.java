/** The operations for a terminal or a job: {@code java -jar payment-poller.jar verify --from 1 --to 5000}. */
@NullMarked
package org.paymentpoller.commandline;

import org.jspecify.annotations.NullMarked;
