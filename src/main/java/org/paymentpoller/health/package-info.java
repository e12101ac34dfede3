/** What /actuator/health says of the watch and of the chain. */
@NullMarked
package org.paymentpoller.health;

import org.jspecify.annotations.NullMarked;
