@NullMarked
package org.paymentpoller.poll;

import org.jspecify.annotations.NullMarked;
