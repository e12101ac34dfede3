/** What /actuator/health says while node and database fail and heal. */
@NullMarked
package org.paymentpoller.health;

import org.jspecify.annotations.NullMarked;
