package org.paymentpoller.api;

/**
 * What is wrong with one parameter of a request.
 *
 * @param parameter its name
 * @param value as it came, shortened
 * @param reason what it must be
 */
record BadParameter(String parameter, String value, String reason) {

    private static final int MOST_SHOWN = 80;

    BadParameter {
        parameter = shortened(parameter);
        value = shortened(value);
    }

    String sentence() {
        return parameter + " is '" + value + "': " + reason;
    }

    private static String shortened(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    }
}
