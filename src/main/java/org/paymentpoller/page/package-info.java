/** The status page: what the watch does and has recorded, for people, drawn on the server. */
@NullMarked
package org.paymentpoller.page;

import org.jspecify.annotations.NullMarked;
