package org.paymentpoller.routes;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the folder held at one moment.
 *
 * @param texts each file's content by its name, in the order of the names
 */
record RouteFiles(SortedMap<String, String> texts) {

    RouteFiles {
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    }
}
