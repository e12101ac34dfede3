package org.paymentpoller.chain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.node.NodeException;

/** Reads the hex of JSON-RPC answers; what is not well-formed is named, never guessed at. */
final class Quantity {

    private static final int PREFIX = "0x".length();
    private static final int MOST_DIGITS = 64;
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]*");

    private static final byte LOWER_CASE = 0;
    private static final byte UPPER_CASE = 1;
    private static final byte NEITHER = 2;
    private static final byte[] KINDS = kinds();

    private Quantity() {}

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        Arrays.fill(kinds, NEITHER);
        Arrays.fill(kinds, '0', '9' + 1, LOWER_CASE);
        Arrays.fill(kinds, 'a', 'f' + 1, LOWER_CASE);
        Arrays.fill(kinds, 'A', 'F' + 1, UPPER_CASE);
        return kinds;
    }

    /**
     * A number that fits a block number, an index or a chain id.
     *
     * @throws NodeException when it is missing, no hex number, or above 2^63-1
     */
    static long number(String who, String what, @Nullable String hex) throws NodeException {
        if (hex == null
                || (digits(hex) & NEITHER) != 0
                || hex.length() == PREFIX
                || hex.length() > PREFIX + MOST_DIGITS) {
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
        int digits = hex == null || !isOfLength(hex, length) ? NEITHER : digits(hex);
        if (hex == null || (digits & NEITHER) != 0) {
            throw malformed(who, what, hex);
        }
        return digits == LOWER_CASE ? hex : hex.toLowerCase(Locale.ROOT);
    }

    private static boolean isOfLength(String hex, int bytes) {
        int digits = hex.length() - PREFIX;
        return bytes >= 0 ? digits == 2 * bytes : digits % 2 == 0;
    }

    /** Of which kinds the digits are. Every character of every log comes by here, so it is one look into a table. */
    private static int digits(String text) {
        if (!text.startsWith("0x")) {
            return NEITHER;
        }
        int kinds = LOWER_CASE;
        // What is not Latin-1 becomes a question mark, which is no digit.
        byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = PREFIX; i < characters.length; i++) {
            kinds |= KINDS[characters[i] & 0xff];
        }
        return kinds;
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
