@NullMarked
package org.paymentpoller.routes;

import org.jspecify.annotations.NullMarked;
