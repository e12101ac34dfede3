package org.paymentpoller.routes;

import java.util.regex.Pattern;

/**
 * What a step says: a value, or the name of an endpoint's parameter.
 *
 * @param step which step of the route says it, from 1; 0 for the route itself
 */
record Word(String text, Position position, int step) {

    private static final int SHORTEST = 3;
    private static final Pattern MARKS = Pattern.compile("^#|^\\{\\{|}}$");

    /** Whether the message names it, as a whole and not as a part of a longer word. */
    boolean isNamedIn(String message) {
        String name = name();
        if (name.length() < SHORTEST) {
            return false;
        }
        for (int at = message.indexOf(name); at >= 0; at = message.indexOf(name, at + 1)) {
            int end = at + name.length();
            if ((at == 0 || !isPartOfAWord(message.charAt(at - 1)))
                    && (end == message.length() || !isPartOfAWord(message.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    /** How much it says. */
    int weight() {
        return name().length();
    }

    /** Whether it is an endpoint's, which Camel repeats in whatever it says of the endpoint. */
    boolean isUri() {
        return text.indexOf(':') > 0;
    }

    /** Without the marks of a bean or property. */
    private String name() {
        return MARKS.matcher(text).replaceAll("");
    }

    private static boolean isPartOfAWord(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '-';
    }
}
