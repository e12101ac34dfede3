package org.paymentpoller.benchmark;

import java.util.List;
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
    /** Dense, into a table of 100,000 other payments. */
    GROWTH_100K,
    /** Dense, into a table of a million other payments. */
    GROWTH_1M,
    /** A block with a burn each second, for a minute. */
    LIVE;

    /** The shapes of a name, which are measured in turns: {@code growth} compares two, any other name is its own shape's. */
    static List<Shape> named(String name) {
        return name.equals("growth")
                ? List.of(GROWTH_100K, GROWTH_1M)
                : List.of(valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT)));
    }

    /** Whose chain it reads. */
    Shape chain() {
        return this == DUPLICATES || otherPayments() > 0 ? DENSE : this;
    }

    /** How many payments of other transactions the table has before. */
    int otherPayments() {
        return switch (this) {
            case GROWTH_100K -> 100_000;
            case GROWTH_1M -> 1_000_000;
            default -> 0;
        };
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
        return name().replace('_', '-').toLowerCase(Locale.ROOT);
    }
}
