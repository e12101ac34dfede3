package org.paymentpoller.node;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads a block number as endpoints write it in texts. */
final class BlockNumber {

    /** 0x hex or decimal, in lower case, without separators. */
    static final String FORM = "0x[0-9a-f]{1,16}+(?![0-9a-z])|\\d{1,19}+(?![0-9a-z])";

    private static final Pattern WHOLE = Pattern.compile(FORM, Pattern.CASE_INSENSITIVE);

    private BlockNumber() {}

    /** The number; empty where the text is none, or above 2^63-1. */
    static OptionalLong read(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        boolean hex = text.length() > 2 && Character.toLowerCase(text.charAt(1)) == 'x';
        try {
            return OptionalLong.of(hex ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
