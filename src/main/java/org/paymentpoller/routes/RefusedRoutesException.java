package org.paymentpoller.routes;

/** Routes that are not taken, with the place of what is wrong with them. */
class RefusedRoutesException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Position position;

    RefusedRoutesException(Position position, String reason) {
        super(reason);
        this.position = position;
    }

    /** Where it is. */
    Position position() {
        return position;
    }

    /** What it is. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
