@NullMarked
package org.paymentpoller.commandline;

import org.jspecify.annotations.NullMarked;
