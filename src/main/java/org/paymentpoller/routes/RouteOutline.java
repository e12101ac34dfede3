package org.paymentpoller.routes;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A route as its file has it.
 *
 * @param id its id; empty where it has none
 * @param position of the route in its file
 * @param content all of it but comments and layout, for comparison
 * @param begins the {@code direct:} endpoint that it begins with; empty for another component's
 * @param calls the {@code direct:} endpoints that its steps name
 * @param ids those of its steps, in their order
 * @param words what its steps say
 * @param methods the beans' methods that its steps name
 */
record RouteOutline(
        String id,
        Position position,
        Object content,
        Optional<String> begins,
        Set<String> calls,
        List<Word> ids,
        List<Word> words,
        List<BeanMethod> methods) {

    RouteOutline {
        calls = Set.copyOf(calls);
        ids = List.copyOf(ids);
        words = List.copyOf(words);
        methods = List.copyOf(methods);
    }

    /** The place of what the message names: in the step that it names most of, the longest that is no endpoint. */
    Position positionOf(String message) {
        String said = message.replace("://", ":");
        List<Word> named = words.stream().filter(word -> word.isNamedIn(said)).toList();
        Map<Integer, Integer> weights =
                named.stream().collect(Collectors.toMap(Word::step, Word::weight, Integer::sum));
        return named.stream()
                .max(Comparator.<Word>comparingInt(word -> weights.getOrDefault(word.step(), 0))
                        .thenComparing(Comparator.comparingInt(Word::step).reversed())
                        .thenComparing(word -> !word.isUri())
                        .thenComparing(Word::weight))
                .map(Word::position)
                .orElse(position);
    }
}
