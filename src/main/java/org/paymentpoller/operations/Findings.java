package org.paymentpoller.operations;

import java.util.ArrayList;
import java.util.List;

/** Things of one kind that were found: all counted, the first ones kept to be shown. */
final class Findings {

    /** More than a person reads; a table that is wrong throughout must not fill the memory. */
    private static final int MOST_SHOWN = 100;

    private final List<String> shown = new ArrayList<>();
    private long count;

    void add(String line) {
        count++;
        if (shown.size() < MOST_SHOWN) {
            shown.add(line);
        }
    }

    long count() {
        return count;
    }

    /** A line each under the title, and how many more there are. */
    List<String> lines(String title) {
        List<String> lines =
                new ArrayList<>(shown.stream().map(line -> title + ": " + line).toList());
        if (count > shown.size()) {
            lines.add(title + ": and " + (count - shown.size()) + " more");
        }
        return lines;
    }
}
