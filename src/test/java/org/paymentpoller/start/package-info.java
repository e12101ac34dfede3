@NullMarked
package org.paymentpoller.start;

import org.jspecify.annotations.NullMarked;
