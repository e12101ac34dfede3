package org.paymentpoller.cursor;

import java.time.Duration;

/** A time span for people, by its two largest units. */
public final class DurationText {

    private DurationText() {}

    /** For example {@code 1 min 35 s}; whole seconds at the least. */
    public static String of(Duration duration) {
        if (duration.toDays() > 0) {
            return two(duration.toDays(), "d", duration.toHoursPart(), "h");
        }
        if (duration.toHours() > 0) {
            return two(duration.toHours(), "h", duration.toMinutesPart(), "min");
        }
        return duration.toMinutes() > 0
                ? two(duration.toMinutes(), "min", duration.toSecondsPart(), "s")
                : duration.toSeconds() + " s";
    }

    private static String two(long large, String largeUnit, int small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
