package org.paymentpoller.node;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;

/** How long an endpoint wants to be left alone. Nonsense, nothing and the past name no time; an hour is the longest. */
final class RetryAfter {

    static final Duration LONGEST = Duration.ofHours(1);

    private static final String HEADER = "Retry-After";
    private static final Pattern DECIMAL = Pattern.compile("\\d++(?:\\.\\d++)?");
    private static final Pattern IN_WORDS =
            Pattern.compile("\\b(?:retry|try again|wait|back ?off)(?: (?:in|after|for))?"
                    + " (\\d++(?:\\.\\d++)?) ?(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?)\\b");

    /** More digits than any time below an hour has. */
    private static final int MANY_DIGITS = 9;

    private RetryAfter() {}

    /**
     * Reads the header {@code Retry-After}.
     *
     * @param value seconds or an HTTP date
     */
    static Optional<Duration> ofHeader(String value, Instant now) {
        String text = value.strip();
        if (DECIMAL.matcher(text).matches()) {
            return ofSeconds(text);
        }
        Instant date =
                new Headers.Builder().addUnsafeNonAscii(HEADER, text).build().getInstant(HEADER);
        return date == null ? Optional.empty() : bounded(Duration.between(now, date));
    }

    /**
     * Reads a number of seconds.
     *
     * @param text decimal, also with a fraction
     */
    static Optional<Duration> ofSeconds(String text) {
        return ofUnits(text.strip(), Duration.ofSeconds(1));
    }

    /**
     * Reads texts like {@code try again in 30 seconds}.
     *
     * @param words as {@link Wording} makes them
     */
    static Optional<Duration> inWords(String words) {
        Matcher matcher = IN_WORDS.matcher(words);
        return matcher.find() ? ofUnits(matcher.group(1), unit(matcher.group(2))) : Optional.empty();
    }

    private static Duration unit(String name) {
        if (name.startsWith("ms") || name.startsWith("mil")) {
            return Duration.ofMillis(1);
        }
        return switch (name.charAt(0)) {
            case 'm' -> Duration.ofMinutes(1);
            case 'h' -> Duration.ofHours(1);
            default -> Duration.ofSeconds(1);
        };
    }

    private static Optional<Duration> ofUnits(String number, Duration unit) {
        if (!DECIMAL.matcher(number).matches()) {
            return Optional.empty();
        }
        int digits = number.indexOf('.') < 0 ? number.length() : number.indexOf('.');
        if (digits > MANY_DIGITS) {
            return Optional.of(LONGEST);
        }
        BigDecimal millis = new BigDecimal(number.substring(0, Math.min(number.length(), 2 * MANY_DIGITS)))
                .multiply(BigDecimal.valueOf(unit.toMillis()));
        return bounded(
                Duration.ofMillis(millis.setScale(0, RoundingMode.CEILING).longValueExact()));
    }

    private static Optional<Duration> bounded(Duration wait) {
        if (wait.isNegative() || wait.isZero()) {
            return Optional.empty();
        }
        return Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }
}
