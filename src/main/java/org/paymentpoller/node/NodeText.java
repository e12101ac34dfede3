package org.paymentpoller.node;

import java.util.regex.Pattern;

/** Makes what a node says fit for a log line. */
public final class NodeText {

    private static final int LONGEST = 300;

    /** Control and format characters, and the separators that some terminals and log shippers take for a new line. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private NodeText() {}

    /** The text on one line without control characters, cut to {@value #LONGEST} characters; {@code nothing} where none is left. */
    public static String clean(String text) {
        String line =
                UNPRINTABLE.matcher(cut(text, 4 * LONGEST)).replaceAll(" ").strip();
        if (line.isEmpty()) {
            return "nothing";
        }
        return line.length() > LONGEST ? cut(line, LONGEST) + "..." : line;
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
