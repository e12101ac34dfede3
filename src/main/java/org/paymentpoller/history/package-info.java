/** Reading what is recorded, for people and their programs, without standing in the poller's way. */
@NullMarked
package org.paymentpoller.history;

import org.jspecify.annotations.NullMarked;
