package org.paymentpoller.operations;

/** Who acts now, for the table of operations. */
@FunctionalInterface
public interface Actor {

    /** Where the name comes from and the name: {@code console:operator} or {@code os:root}. */
    String name();
}
