/** The bounds of the pool's waits. */
@NullMarked
package org.paymentpoller.database;

import org.jspecify.annotations.NullMarked;
