package org.paymentpoller.operations;

import org.paymentpoller.ledger.BlockWindow;

/** Hears how far an operation is that reads many blocks. */
@FunctionalInterface
public interface Progress {

    /** Nobody listens. */
    Progress UNHEARD = (done, all) -> {};

    /**
     * Another window was read.
     *
     * @param done the last block that was read, inclusive
     * @param all the blocks of the operation
     */
    void reached(long done, BlockWindow all);
}
