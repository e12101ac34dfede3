package org.paymentpoller.console;

/** The users of the console; each is the only one of the role of its name. */
final class Role {

    /** Reads. */
    static final String VIEWER = "viewer";

    /** Reads and acts. */
    static final String OPERATOR = "operator";

    private Role() {}
}
