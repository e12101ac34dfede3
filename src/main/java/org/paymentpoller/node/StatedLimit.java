package org.paymentpoller.node;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number that a text states as a limit: {@code at most 1,000 blocks}, {@code max: 2K}, {@code 50 max}.
 *
 * @param number at least 1
 * @param before what stands between the word for a limit and the number
 * @param after up to two words behind the number, without punctuation
 */
record StatedLimit(long number, String before, String after) {

    private static final String LIMIT =
            "\\b(?:max[a-z]*|limit(?:s|ed)?|at most|up to|exceed(?:s|ed|ing)?|than|over|allow(?:s|ed)?"
                    + "|cap(?:ped)?|only|within|between|under|below)\\b|[<>]=?";

    /** What introduces the number that was asked for, or one that counts something else. */
    private static final String ECHO =
            "\\b(?:requested(?! (?:blocks?|ranges?))|got|actual|asked|given|received|was|were"
                    + "|found|by|code|status|error|id|chain|rate|rps|topics?|address(?:es)?|(?:from|block) (?:block |number |height )?#?(?=\\d))";

    /** Letters that follow at once make it a part of an identifier, {@code trace 8f3ab}. */
    private static final String NUMBER =
            "(?<![0-9a-z.#])(?:(?<hex>0x[0-9a-f]{1,15}+)(?![0-9a-z])|(?<digits>\\d++(?:[,_]\\d++)*+(?:\\.\\d++)?+)"
                    + "(?: ?(?<unit>[km])(?![a-z]))?+(?!(?!blocks?\\b)[a-z]))";

    /** The first of two numbers, {@code 100 - 200}. */
    private static final String NO_PAIR = "(?! ?(?:-|to|and|\\.{2,3}|, ?) ?(?:\\d|0x))";

    private static final String AFTER = "(?=(?<after>(?:[ -]?[a-z%]++){0,2}+))";

    private static final Pattern WORD_FIRST = Pattern.compile("(?:" + LIMIT + ")(?<before>(?:(?!" + ECHO
            + ")[^\\d]){0,48}?)(?:[01] ?(?:-|to|and|\\.{2,3}) ?)?+" + NUMBER + NO_PAIR + AFTER);

    private static final Pattern NUMBER_FIRST = Pattern.compile(NUMBER + NO_PAIR
            + "(?<before>)(?<after>[ -]?(?:blocks?)?[ -]?(?:range)? ?)(?:limit|max|cap|allowed|permitted)");

    private static final Pattern NUMBER_OF_BLOCKS =
            Pattern.compile("(?<!\\bby )" + NUMBER + NO_PAIR + "(?<before>)(?<after>[ -]?blocks?\\b)");

    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:\\.\\d{3})+");

    /**
     * The limits of a text, in its order.
     *
     * @param words as {@link Wording} makes them
     */
    static List<StatedLimit> in(String words) {
        List<StatedLimit> limits = new ArrayList<>(all(WORD_FIRST, words));
        limits.addAll(all(NUMBER_FIRST, words));
        return limits;
    }

    /** The numbers of blocks of a text, without regard to whether it states them as limits. */
    static List<StatedLimit> blocksIn(String words) {
        return all(NUMBER_OF_BLOCKS, words);
    }

    private static List<StatedLimit> all(Pattern pattern, String words) {
        List<StatedLimit> limits = new ArrayList<>();
        Matcher matcher = pattern.matcher(words);
        while (matcher.find()) {
            BigDecimal number = number(matcher);
            if (number.signum() > 0 && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
                limits.add(new StatedLimit(
                        Math.max(1, number.longValue()),
                        matcher.group("before"),
                        matcher.group("after").strip()));
            }
        }
        return limits;
    }

    private static BigDecimal number(Matcher matcher) {
        String hex = matcher.group("hex");
        if (hex != null) {
            return new BigDecimal(new BigInteger(hex.substring(2), 16));
        }
        String digits = matcher.group("digits").replaceAll("[,_]", "");
        String unit = matcher.group("unit");
        if (unit == null) {
            return new BigDecimal(THOUSANDS.matcher(digits).matches() ? digits.replace(".", "") : digits);
        }
        return new BigDecimal(digits).scaleByPowerOfTen(unit.equals("k") ? 3 : 6);
    }
}
