/** The demo, and facts about the project as a whole. */
@NullMarked
package org.paymentpoller;

import org.jspecify.annotations.NullMarked;
