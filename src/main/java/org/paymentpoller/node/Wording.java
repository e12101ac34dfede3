package org.paymentpoller.node;

import java.util.Locale;
import java.util.regex.Pattern;

/** Brings what endpoints write into one spelling, so that a phrase is looked for in one form only. */
final class Wording {

    /** The characters of a text that are looked at. */
    static final int LONGEST = 4096;

    private static final Pattern MARKUP = Pattern.compile("[\\s\\ufeff]*+<[!?a-zA-Z]");
    private static final Pattern URL = Pattern.compile("https?://\\S*+");
    private static final Pattern GET_LOGS = Pattern.compile("(?:eth_)?getlogs", Pattern.CASE_INSENSITIVE);
    private static final Pattern CAMEL_CASE = Pattern.compile("(?<=[a-z])(?=[A-Z])");
    private static final Pattern DASH = Pattern.compile("\\p{Pd}");
    private static final Pattern UNDERSCORE = Pattern.compile("(?<!\\d)_|_(?!\\d)");
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cntrl}\\p{Z}\"'`´‘’“”{}\\\\]+");

    private Wording() {}

    /**
     * The text in lower case, its words parted by single blanks, without quotes and URLs.
     *
     * @return empty for a web page, whose words are a proxy's and not the node's
     */
    static String of(String text) {
        String start = cut(text);
        if (MARKUP.matcher(start).lookingAt()) {
            return "";
        }
        String words = URL.matcher(start).replaceAll(" ");
        words = GET_LOGS.matcher(words).replaceAll("getlogs");
        words = CAMEL_CASE.matcher(words).replaceAll(" ").toLowerCase(Locale.ROOT);
        words = DASH.matcher(words).replaceAll("-");
        words = UNDERSCORE.matcher(words).replaceAll(" ");
        return BLANK.matcher(words).replaceAll(" ").strip();
    }

    /** The beginning of the text that is looked at. */
    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
