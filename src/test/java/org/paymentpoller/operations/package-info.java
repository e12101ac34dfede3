@NullMarked
package org.paymentpoller.operations;

import org.jspecify.annotations.NullMarked;
