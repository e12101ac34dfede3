@NullMarked
package org.paymentpoller.history;

import org.jspecify.annotations.NullMarked;
