/** Facts about what is asked of a node and what is believed of its answers. */
@NullMarked
package org.paymentpoller.chain;

import org.jspecify.annotations.NullMarked;
