/** Who may use Hawtio and Jolokia. */
@NullMarked
package org.paymentpoller.console;

import org.jspecify.annotations.NullMarked;
