package org.paymentpoller.observability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads which metrics a PromQL expression names. Enough of the grammar for that and no more: whether the expression is one,
 * promtool says (<a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">Querying Prometheus</a>).
 */
final class Promql {

    /** Comments, strings, ranges, Grafana's variables, numbers and durations, names, operators, and single characters. */
    private static final Pattern TOKEN =
            Pattern.compile("#[^\n]*|\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`"
                    + "|\\[[^\\]]*]|\\$\\{[^}]*}|\\$\\w+|[0-9][\\w.]*|[a-zA-Z_:][\\w:]*|[=!]~|[=!<>]=|\\S");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");

    /** What asks for values, not for others. */
    private static final Set<String> NAMING = Set.of("=", "=~");

    private static final Pattern VALUES = Pattern.compile("[\\w:.-]+(?:\\|[\\w:.-]+)*");

    /** What is followed by labels in parentheses. */
    private static final Set<String> OVER_LABELS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "atan2", "inf", "nan");

    private final List<String> tokens;
    private int next;

    private Promql(String expression) {
        tokens = TOKEN.matcher(expression)
                .results()
                .map(MatchResult::group)
                .filter(token -> !token.startsWith("#"))
                .toList();
    }

    /**
     * The metrics of an expression, in its order; one that is named twice comes twice.
     *
     * @throws IllegalArgumentException for a selector without a name in front of its braces
     */
    static List<Selector> selectors(String expression) {
        return new Promql(expression).read();
    }

    private List<Selector> read() {
        List<Selector> found = new ArrayList<>();
        while (next < tokens.size()) {
            String token = tokens.get(next++);
            if (OVER_LABELS.contains(token)) {
                skipLabels();
            } else if (token.equals("{")) {
                throw new IllegalArgumentException("a selector without a name in " + String.join(" ", tokens));
            } else if (NAME.matcher(token).matches() && !WORDS.contains(token) && !isCalled()) {
                found.add(selector(token));
            }
        }
        return found;
    }

    /** A function's name stands before its arguments, an aggregation's also before its labels. */
    private boolean isCalled() {
        return at("(") || at("by") || at("without");
    }

    private boolean at(String token) {
        return next < tokens.size() && tokens.get(next).equals(token);
    }

    private void skipLabels() {
        if (at("(")) {
            next += tokens.subList(next, tokens.size()).indexOf(")") + 1;
        }
    }

    private Selector selector(String metric) {
        Set<String> labels = new HashSet<>();
        Map<String, Set<String>> values = new HashMap<>();
        if (at("{")) {
            int end = next + tokens.subList(next, tokens.size()).indexOf("}");
            for (int at = next; at < end; at++) {
                String label = tokens.get(at);
                if (NAME.matcher(label).matches()) {
                    labels.add(label);
                    named(at + 1).ifPresent(several -> values.put(label, several));
                }
            }
            next = end + 1;
        }
        return new Selector(metric, labels, values);
    }

    /** The values of the matcher whose operator stands there. */
    private Optional<Set<String>> named(int operator) {
        String quoted = tokens.get(operator + 1);
        String value = quoted.substring(1, quoted.length() - 1);
        return NAMING.contains(tokens.get(operator)) && VALUES.matcher(value).matches()
                ? Optional.of(Set.of(value.split("\\|")))
                : Optional.empty();
    }
}
