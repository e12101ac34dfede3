@NullMarked
package org.paymentpoller.api;

import org.jspecify.annotations.NullMarked;
