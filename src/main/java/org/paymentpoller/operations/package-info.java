/** What operators do to a watch by JMX or from the command line, each written down with who, when and why. */
@NullMarked
package org.paymentpoller.operations;

import org.jspecify.annotations.NullMarked;
