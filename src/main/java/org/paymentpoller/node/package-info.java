/** One JSON-RPC endpoint after another: how it is asked, what its refusals mean, and what it has been able to serve. */
@NullMarked
package org.paymentpoller.node;

import org.jspecify.annotations.NullMarked;
