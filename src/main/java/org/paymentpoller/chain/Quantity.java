package org.paymentpoller.chain;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.node.NodeException;

/** Reads the hex of JSON-RPC answers; what is not well-formed is named, never guessed at. */
final class Quantity {

    private static final int PREFIX = "0x".length();
    private static final int MOST_DIGITS = 64;
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]*");

    private Quantity() {}

    /**
     * A number that fits a block number, an index or a chain id.
     *
     * @throws NodeException when it is missing, no hex number, or above 2^63-1
     */
    static long number(String who, String what, @Nullable String hex) throws NodeException {
        if (hex == null || !isHex(hex) || hex.length() == PREFIX || hex.length() > PREFIX + MOST_DIGITS) {
            throw malformed(who, what, hex);
        }
        long value = 0;
        for (int i = PREFIX; i < hex.length(); i++) {
            if (value >>> 59 != 0) {
                throw malformed(who, what, hex);
            }
            value = (value << 4) | Character.digit(hex.charAt(i), 16);
        }
        return value;
    }

    /**
     * Bytes as lower-case 0x hex.
     *
     * @param length in bytes, or -1 for any
     * @throws NodeException when they are missing, not pairs of hex digits, or of another length
     */
    static String bytes(String who, String what, @Nullable String hex, int length) throws NodeException {
        if (hex == null || !isHex(hex) || !isOfLength(hex, length)) {
            throw malformed(who, what, hex);
        }
        return hex.toLowerCase(Locale.ROOT);
    }

    private static boolean isOfLength(String hex, int bytes) {
        int digits = hex.length() - PREFIX;
        return bytes >= 0 ? digits == 2 * bytes : digits % 2 == 0;
    }

    /** Compared by hand, since every character of every log comes by here. */
    private static boolean isHex(String text) {
        if (!text.startsWith("0x")) {
            return false;
        }
        for (int i = PREFIX; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isDigit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            if (!isDigit) {
                return false;
            }
        }
        return true;
    }

    private static NodeException malformed(String who, String what, @Nullable String hex) {
        return new NodeException(who + " gave " + what + " that is missing or not well-formed: " + shown(hex));
    }

    /** Text in place of hex may quote the endpoint's URL. */
    private static String shown(@Nullable String hex) {
        if (hex == null) {
            return "nothing";
        }
        return HEX.matcher(hex).matches()
                ? hex.substring(0, Math.min(80, hex.length()))
                : hex.length() + " characters that are no 0x hex";
    }
}
