package org.paymentpoller.benchmark;

import java.util.Locale;

/** How burns lie on the chain that is read. */
enum Shape {
    /** One burn a transaction, 50 transactions a block. */
    DENSE,
    /** The same burns in 100 transactions, one a block. */
    BURSTS,
    /** The same burns in one block, 1,000 a transaction. */
    BLOCK,
    /** One burn in 100 blocks. */
    SPARSE,
    /** Dense, when all of it is recorded already and the cursor was put back. */
    DUPLICATES,
    /** Dense, into a table of a million other payments. */
    GROWTH,
    /** A block with a burn each second, for a minute. */
    LIVE;

    static Shape of(String name) {
        return valueOf(name.strip().toUpperCase(Locale.ROOT));
    }

    /** Whether another shape's chain will do. */
    Shape chain() {
        return this == DUPLICATES || this == GROWTH ? DENSE : this;
    }

    /**
     * How many burns the shape has.
     *
     * @param burns of the dense shape
     */
    int burns(int burns) {
        return this == SPARSE ? burns / 200 : burns;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
