package org.paymentpoller.node;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paymentpoller.ledger.BlockWindow;

/** The ranges that a text names as ones that may work, in its order; the range that was asked for may be among them. */
final class SuggestedRanges {

    private static final Pattern ADVICE =
            Pattern.compile("try|\\bworks?\\b|suggest|recommend|\\buse\\b|instead|narrow|smaller|reduce|split");

    /** Two numbers that count blocks ({@code limited to 0 - 1024 blocks}) are no range. */
    private static final Pattern PAIR = Pattern.compile("(?<![0-9a-z.])(" + BlockNumber.FORM
            + ") ?(?:, ?to block ?[:=]?|to block ?[:=]?|,|-|to|and|:|\\.{2,3}) ?(" + BlockNumber.FORM
            + ")(?![ -]?(?:blocks|block range))");

    private SuggestedRanges() {}

    /**
     * Reads a text.
     *
     * @param words as {@link Wording} makes them
     */
    static List<BlockWindow> in(String words) {
        List<BlockWindow> ranges = new ArrayList<>();
        if (ADVICE.matcher(words).find()) {
            Matcher pairs = PAIR.matcher(words);
            while (pairs.find()) {
                OptionalLong from = BlockNumber.read(pairs.group(1));
                OptionalLong to = BlockNumber.read(pairs.group(2));
                if (from.isPresent() && to.isPresent() && from.getAsLong() <= to.getAsLong()) {
                    ranges.add(new BlockWindow(from.getAsLong(), to.getAsLong()));
                }
            }
        }
        return ranges;
    }
}
