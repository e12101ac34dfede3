/** What /actuator/health says of polling, of its freshness and of the chain. */
@NullMarked
package org.paymentpoller.health;

import org.jspecify.annotations.NullMarked;
