package org.paymentpoller.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * A time for people and, in {@code <time>}, for programs.
 *
 * @param date in UTC
 * @param time in UTC, to the second
 * @param iso ISO 8601, whole
 */
record Moment(String date, String time, String iso) {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    static Moment of(Instant instant) {
        return new Moment(
                DATE.format(instant),
                TIME.format(instant),
                instant.truncatedTo(ChronoUnit.MILLIS).toString());
    }
}
