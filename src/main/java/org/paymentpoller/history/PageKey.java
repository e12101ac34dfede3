package org.paymentpoller.history;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a list that is sorted from the newest row to the oldest: rows below it are not moved by those that arrive.
 *
 * @param block the block of the last row that was shown
 * @param id that row's id, which orders the rows of one block
 */
public record PageKey(long block, long id) {

    /** Before every row. */
    static final PageKey NEWEST = new PageKey(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})");

    /** As a word for URLs, of which nobody should read more than that it comes back. */
    public String token() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((block + "." + id).getBytes(StandardCharsets.US_ASCII));
    }

    /** What {@link #token} made; empty for anything else. */
    public static Optional<PageKey> parse(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            Matcher parts = TEXT.matcher(text);
            return parts.matches()
                    ? Optional.of(new PageKey(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
