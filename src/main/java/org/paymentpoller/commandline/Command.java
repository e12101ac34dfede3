package org.paymentpoller.commandline;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be asked for, with the options that each takes; all of them are required. */
enum Command {
    STATUS("status"),
    PAUSE("pause"),
    RESUME("resume"),
    REWIND_TO("rewind-to"),
    REPLAY("replay"),
    VERIFY("verify"),
    ACCEPT_REORGANISATION("accept-reorganisation");

    private final String word;

    Command(String word) {
        this.word = word;
    }

    static Optional<Command> of(String word) {
        return Stream.of(values()).filter(command -> command.word.equals(word)).findFirst();
    }

    /** Each with its options, for a person. */
    static List<String> usages() {
        return Stream.of(values()).map(Command::usage).toList();
    }

    String usage() {
        return Stream.concat(
                        Stream.of(word),
                        options().stream()
                                .map(option -> "--" + option + (option.equals("reason") ? " <text>" : " <block>")))
                .collect(Collectors.joining(" "));
    }

    List<String> options() {
        return switch (this) {
            case STATUS, RESUME -> List.of();
            case PAUSE -> List.of("reason");
            case REWIND_TO, ACCEPT_REORGANISATION -> List.of("block", "reason");
            case REPLAY, VERIFY -> List.of("from", "to");
        };
    }
}
