package org.paymentpoller.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One run, or the median of several.
 *
 * @param seconds from the first poll to the cursor at the head
 * @param startSeconds from the start of the process to its first poll
 * @param cpuSeconds of the process in that time
 * @param peakMegabytes resident, of the whole process
 */
record Figures(double seconds, double startSeconds, double cpuSeconds, double peakMegabytes) {

    static Figures medianOf(List<Figures> runs) {
        return new Figures(
                median(runs, Figures::seconds),
                median(runs, Figures::startSeconds),
                median(runs, Figures::cpuSeconds),
                median(runs, Figures::peakMegabytes));
    }

    private static double median(List<Figures> runs, ToDoubleFunction<Figures> figure) {
        return percentile(runs.stream().mapToDouble(figure).sorted().toArray(), 50);
    }

    /** The value below which so many of a hundred lie. */
    static double percentile(double[] sorted, int percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = (sorted.length - 1) * percent / 100.0;
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
