package org.paymentpoller.page;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How much time the plot shows, and in which steps. */
enum Period {
    HOUR("hour", Duration.ofMinutes(1), 60, Duration.ofMinutes(1), "HH:mm", "a minute"),
    DAY("day", Duration.ofMinutes(30), 48, Duration.ofHours(1), "HH:mm", "half an hour"),
    WEEK("week", Duration.ofHours(3), 56, Duration.ofDays(1), "EEE d", "three hours");

    private static final int QUARTERS = 4;

    private final String word;
    private final Duration step;
    private final int steps;
    private final Duration end;
    private final DateTimeFormatter label;
    private final String stepName;

    Period(String word, Duration step, int steps, Duration end, String label, String stepName) {
        this.word = word;
        this.step = step;
        this.steps = steps;
        this.end = end;
        this.label = DateTimeFormatter.ofPattern(label, Locale.ENGLISH).withZone(ZoneOffset.UTC);
        this.stepName = stepName;
    }

    /** By its word in the address. */
    static Optional<Period> parse(String word, List<String> notices) {
        Optional<Period> found =
                Stream.of(values()).filter(it -> it.word.equals(word)).findFirst();
        if (found.isEmpty()) {
            notices.add("The plot has the periods hour, day and week, and not “" + word + "”.");
        }
        return found;
    }

    /** The shortest that goes back to the first payment, or else a day, or a week where the day has none. */
    static Period reaching(Instant first, Instant last, Instant now) {
        return Stream.of(values())
                .filter(it -> !first.isBefore(it.beginBefore(now)))
                .findFirst()
                .orElse(last.isBefore(DAY.beginBefore(now)) ? WEEK : DAY);
    }

    String word() {
        return word;
    }

    /** The word as a title. */
    String title() {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    Duration step() {
        return step;
    }

    String stepName() {
        return stepName;
    }

    int steps() {
        return steps;
    }

    Duration length() {
        return step.multipliedBy(steps);
    }

    /** The end, exclusive, of the period that has this time in its last minute, hour or day. */
    Instant endAfter(Instant time) {
        long whole = Math.floorDiv(time.getEpochSecond(), end.toSeconds());
        return Instant.ofEpochSecond((whole + 1) * end.toSeconds());
    }

    /** The begin, inclusive, of the same period. */
    Instant beginBefore(Instant time) {
        return endAfter(time).minus(length());
    }

    /** Where the plot of it that ends there is labelled: at its days, or at the quarters of it and both ends. */
    List<String> labels(Instant until) {
        List<String> labels = new ArrayList<>();
        Instant from = until.minus(length());
        if (this == WEEK) {
            for (int day = 0; day < DayOfWeek.values().length; day++) {
                labels.add(label.format(from.plus(Duration.ofDays(day))));
            }
        } else {
            for (int quarter = 0; quarter <= QUARTERS; quarter++) {
                labels.add(label.format(from.plus(length().dividedBy(QUARTERS).multipliedBy(quarter))));
            }
        }
        return labels;
    }

    /** Whether a label is for the time around it, and not for its place. */
    boolean labelsDays() {
        return this == WEEK;
    }

    /** A step's name, by where it begins. */
    String name(Instant from) {
        ZonedDateTime time = from.atZone(ZoneOffset.UTC);
        return (this == HOUR ? "" : DateTimeFormatter.ISO_LOCAL_DATE.format(time) + " ")
                + DateTimeFormatter.ofPattern("HH:mm").format(time);
    }
}
