/** The beans that the routes name, each one step of a poll. */
@NullMarked
package org.paymentpoller.poll;

import org.jspecify.annotations.NullMarked;
