package org.paymentpoller.chain;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.node.NodeException;
import org.web3j.utils.Numeric;

/** Reads the hex of JSON-RPC answers; what is not well-formed is named, never guessed at. */
final class Quantity {

    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]{1,64}");
    private static final Pattern BYTES = Pattern.compile("0x(?:[0-9a-fA-F]{2})*");

    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]*");

    private Quantity() {}

    /**
     * A number that fits a block number, an index or a chain id.
     *
     * @throws NodeException when it is missing, no hex number, or above 2^63-1
     */
    static long number(String who, String what, @Nullable String hex) throws NodeException {
        if (hex == null || !NUMBER.matcher(hex).matches()) {
            throw malformed(who, what, hex);
        }
        BigInteger value = Numeric.toBigInt(hex);
        if (value.bitLength() > 63) {
            throw malformed(who, what, hex);
        }
        return value.longValue();
    }

    /**
     * Bytes as lower-case 0x hex.
     *
     * @param length in bytes, or -1 for any
     * @throws NodeException when they are missing, not pairs of hex digits, or of another length
     */
    static String bytes(String who, String what, @Nullable String hex, int length) throws NodeException {
        if (hex == null || !BYTES.matcher(hex).matches() || (length >= 0 && hex.length() != 2 + 2 * length)) {
            throw malformed(who, what, hex);
        }
        return hex.toLowerCase(Locale.ROOT);
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
