/** The payment poller: burn events of a contract become payments in PostgreSQL, exactly once. */
@NullMarked
package org.paymentpoller;

import org.jspecify.annotations.NullMarked;
