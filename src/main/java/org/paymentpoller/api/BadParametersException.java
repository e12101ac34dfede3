package org.paymentpoller.api;

import java.util.List;
import java.util.stream.Collectors;

/** A request that is not understood, with everything that is wrong with it. */
final class BadParametersException extends RuntimeException {

    private final transient List<BadParameter> problems;

    BadParametersException(List<BadParameter> problems) {
        super(problems.stream().map(BadParameter::sentence).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    List<BadParameter> problems() {
        return problems;
    }
}
