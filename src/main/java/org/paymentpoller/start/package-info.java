/** What happens before the first poll: checks, the schema, the cursor row, the routes' place. */
@NullMarked
package org.paymentpoller.start;

import org.jspecify.annotations.NullMarked;
