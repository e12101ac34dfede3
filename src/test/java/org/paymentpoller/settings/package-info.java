/** Facts about what a wrong setting is told. */
@NullMarked
package org.paymentpoller.settings;

import org.jspecify.annotations.NullMarked;
