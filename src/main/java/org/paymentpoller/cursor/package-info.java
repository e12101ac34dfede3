/** The watch: its row in block_cursors, what is pinned there, and how far it is. */
@NullMarked
package org.paymentpoller.cursor;

import org.jspecify.annotations.NullMarked;
