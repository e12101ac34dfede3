/** Who gets into the console. */
@NullMarked
package org.paymentpoller.console;

import org.jspecify.annotations.NullMarked;
