@NullMarked
package org.paymentpoller.page;

import org.jspecify.annotations.NullMarked;
