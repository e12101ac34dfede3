package org.paymentpoller.observability;

import java.util.Map;
import java.util.Set;

/**
 * A metric as a PromQL expression names it.
 *
 * @param metric the name of its samples
 * @param labels every label that the expression asks of it
 * @param values the values that it asks for by name, by label; of a regular expression its alternatives, where they are words
 */
record Selector(String metric, Set<String> labels, Map<String, Set<String>> values) {

    Selector {
        labels = Set.copyOf(labels);
        values = Map.copyOf(values);
    }
}
