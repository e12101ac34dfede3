/** The connection pool and its bounded waits. */
@NullMarked
package org.paymentpoller.database;

import org.jspecify.annotations.NullMarked;
