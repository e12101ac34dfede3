/** The node: what is asked of it, what it answers, and what is believed. Knows no SQL and no Camel. */
@NullMarked
package org.paymentpoller.chain;

import org.jspecify.annotations.NullMarked;
