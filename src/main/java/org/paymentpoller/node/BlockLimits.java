package org.paymentpoller.node;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** How many blocks an endpoint says it serves at once. A number of results, bytes or seconds is never taken for one. */
final class BlockLimits {

    private static final Pattern OF_BLOCKS = Pattern.compile("-?(?:blocks?|range)\\b");

    /** Words behind a number that make it count something other than blocks. */
    private static final Set<String> OTHER_UNITS = Set.of(
            ("result results log logs event events record records entry entries item items row rows byte bytes kb mb gb"
                            + " kib mib request requests call calls query queries s sec secs second seconds ms"
                            + " millisecond milliseconds m min minute minutes h hour hours day days address addresses topic"
                            + " topics param params parameter parameters compute cu cus unit units credit credits time"
                            + " times connection connections %")
                    .split(" "));

    private BlockLimits() {}

    /**
     * The smallest limit that a refusal for too many blocks states in the first text that states one; empty where none is
     * below what was asked for, since a limit that was kept is not the reason.
     *
     * @param texts as {@link Wording} makes them
     * @param asked the blocks that were asked for
     */
    static OptionalLong stated(List<String> texts, long asked) {
        OptionalLong limit = firstBelow(texts, asked, true);
        return limit.isPresent() ? limit : numberOfBlocks(texts, asked);
    }

    /** The same of a refusal for another reason, which may mention blocks beside it. */
    static OptionalLong mentioned(List<String> texts, long asked) {
        return firstBelow(texts, asked, false);
    }

    private static OptionalLong firstBelow(List<String> texts, long asked, boolean unitMayBeLeftOut) {
        for (String words : texts) {
            OptionalLong limit = smallestBelow(
                    asked,
                    StatedLimit.in(words).stream()
                            .filter(stated -> unitMayBeLeftOut ? !countsOther(stated) : countsBlocks(stated))
                            .mapToLong(StatedLimit::number));
            if (limit.isPresent()) {
                return limit;
            }
        }
        return OptionalLong.empty();
    }

    /** Without a word for a limit: not the length of what was asked for, which some endpoints count as one less. */
    private static OptionalLong numberOfBlocks(List<String> texts, long asked) {
        return smallestBelow(
                asked - 1,
                texts.stream()
                        .flatMap(words -> StatedLimit.blocksIn(words).stream())
                        .mapToLong(StatedLimit::number));
    }

    private static OptionalLong smallestBelow(long bound, LongStream numbers) {
        return numbers.filter(number -> number < bound).min();
    }

    private static boolean countsBlocks(StatedLimit limit) {
        return OF_BLOCKS.matcher(limit.after()).lookingAt()
                || (limit.before().contains("block") && !countsOther(limit));
    }

    private static boolean countsOther(StatedLimit limit) {
        return !OF_BLOCKS.matcher(limit.after()).lookingAt()
                && List.of(limit.after().split("[ -]")).stream().anyMatch(OTHER_UNITS::contains);
    }
}
