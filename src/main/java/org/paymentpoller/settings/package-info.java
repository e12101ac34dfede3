/** What can be configured, and what a wrong setting is told. */
@NullMarked
package org.paymentpoller.settings;

import org.jspecify.annotations.NullMarked;
