/** Routes that change while the application runs: the folder is watched, an edit is tried in full, and what changed is swapped. */
@NullMarked
package org.paymentpoller.routes;

import org.jspecify.annotations.NullMarked;
