/** Facts about windows and burn transactions. */
@NullMarked
package org.paymentpoller.ledger;

import org.jspecify.annotations.NullMarked;
