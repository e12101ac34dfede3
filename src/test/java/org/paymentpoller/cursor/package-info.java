/** Facts about the watch. */
@NullMarked
package org.paymentpoller.cursor;

import org.jspecify.annotations.NullMarked;
