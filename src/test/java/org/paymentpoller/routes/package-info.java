/** Edits of the routes below a replica that runs. */
@NullMarked
package org.paymentpoller.routes;

import org.jspecify.annotations.NullMarked;
