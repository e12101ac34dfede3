/** What is recorded: burns, rejected events, blocks and windows of blocks. Knows no Camel, Spring or web3j. */
@NullMarked
package org.paymentpoller.ledger;

import org.jspecify.annotations.NullMarked;
