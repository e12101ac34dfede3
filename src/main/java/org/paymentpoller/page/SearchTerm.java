package org.paymentpoller.page;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was typed into the search field, and what it is.
 *
 * @param typed as it came, without spaces around it
 * @param txHash the transaction that is looked for, lower-case 0x hex
 * @param account the account that is looked for, lower-case 0x hex
 * @param mistake why it is neither, for the person who typed it
 */
record SearchTerm(String typed, Optional<String> txHash, Optional<String> account, Optional<String> mistake) {

    private static final Pattern HEX = Pattern.compile("(?:0x)?([0-9a-f]*)");
    private static final int HASH_DIGITS = 64;
    private static final int ADDRESS_DIGITS = 40;
    private static final int LONGEST_ECHO = 80;

    /** Tells the two by their lengths; letter case and a missing 0x do not matter. */
    static SearchTerm parse(String text) {
        String typed = text.strip();
        if (typed.isEmpty()) {
            return new SearchTerm("", Optional.empty(), Optional.empty(), Optional.empty());
        }
        var hex = HEX.matcher(typed.toLowerCase(Locale.ROOT));
        if (!hex.matches()) {
            return mistyped(typed, "has characters that are no hex digits");
        }
        String digits = hex.group(1);
        return switch (digits.length()) {
            case HASH_DIGITS -> new SearchTerm(typed, Optional.of("0x" + digits), Optional.empty(), Optional.empty());
            case ADDRESS_DIGITS ->
                new SearchTerm(typed, Optional.empty(), Optional.of("0x" + digits), Optional.empty());
            default ->
                mistyped(typed, "has " + digits.length() + (digits.length() == 1 ? " hex digit" : " hex digits"));
        };
    }

    private static SearchTerm mistyped(String typed, String what) {
        String echo = typed.length() <= LONGEST_ECHO ? typed : typed.substring(0, LONGEST_ECHO) + "…";
        return new SearchTerm(
                typed,
                Optional.empty(),
                Optional.empty(),
                Optional.of("“" + echo + "” " + what + ": a transaction is 0x and " + HASH_DIGITS
                        + " hex digits, an account 0x and " + ADDRESS_DIGITS + "."));
    }

    /** Whether anything is looked for. */
    boolean isSearch() {
        return txHash.isPresent() || account.isPresent();
    }
}
