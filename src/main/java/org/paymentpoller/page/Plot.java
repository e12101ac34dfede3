package org.paymentpoller.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Payments over time as bars, in a drawing that is {@link #HEIGHT} high and {@link #STEP} a bar wide.
 *
 * @param from where it begins, inclusive
 * @param until where it ends, exclusive
 * @param width of the drawing
 * @param bars one a step, those without payments too
 * @param top the number at the upper end of the scale
 * @param middle the number in its middle
 * @param labels of the time
 * @param labelsDays whether a label is for the time around it
 * @param total payments
 * @param stepName of one bar's time
 * @param busiest the highest bar; null where there is no payment
 * @param payments the bars of which there is something to tell
 */
record Plot(
        Moment from,
        Moment until,
        int width,
        List<Bar> bars,
        long top,
        String middle,
        List<String> labels,
        boolean labelsDays,
        long total,
        String stepName,
        @Nullable Bar busiest,
        List<Bar> payments) {

    private static final int STEP = 10;
    private static final int HEIGHT = 100;

    /** A bar of one payment among thousands is still to be seen. */
    private static final double LEAST_HEIGHT = 1.5;

    /**
     * One bar.
     *
     * @param name of its time
     * @param payments how many
     * @param x its left side
     * @param y its upper side
     * @param height down to the axis
     * @param band where the time that it stands for begins
     */
    record Bar(String name, long payments, int x, double y, double height, int band) {

        /** What is told where one points at it. */
        public String text() {
            return name + ": " + payments + (payments == 1 ? " payment" : " payments");
        }
    }

    /**
     * @param counts payments by the beginnings of the steps; those without may be left out
     */
    static Plot of(Period period, Instant until, Map<Instant, Long> counts) {
        Instant from = until.minus(period.length());
        long top = top(counts.values().stream().mapToLong(it -> it).max().orElse(0));
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < period.steps(); i++) {
            Instant begin = from.plus(period.step().multipliedBy(i));
            long payments = counts.getOrDefault(begin, 0L);
            double height = payments == 0 ? 0 : Math.max(LEAST_HEIGHT, (double) HEIGHT * payments / top);
            bars.add(new Bar(period.name(begin), payments, i * STEP + 1, HEIGHT - height, height, i * STEP));
        }
        List<Bar> some = bars.stream().filter(bar -> bar.payments() > 0).toList();
        return new Plot(
                Moment.of(from),
                Moment.of(until),
                period.steps() * STEP,
                bars,
                top,
                String.valueOf(top / 2),
                period.labels(until),
                period.labelsDays(),
                some.stream().mapToLong(Bar::payments).sum(),
                period.stepName(),
                some.stream()
                        .max((one, other) -> Long.compare(one.payments(), other.payments()))
                        .orElse(null),
                some);
    }

    /** The lowest of 2, 4, 10, 20, 40, 100, ... that is no less. */
    private static long top(long most) {
        return Stream.iterate(1L, decade -> decade * 10)
                .limit(18)
                .flatMap(decade -> Stream.of(2 * decade, 4 * decade, 10 * decade))
                .filter(it -> it >= most)
                .findFirst()
                .orElse(most);
    }
}
