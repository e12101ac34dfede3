package org.paymentpoller.commandline;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be asked for, with the options that each takes; all of them are required. */
enum Command {
    STATUS("status"),
    PAUSE("pause", "reason"),
    RESUME("resume"),
    REWIND_TO("rewind-to", "block", "reason"),
    REPLAY("replay", "from", "to"),
    VERIFY("verify", "from", "to"),
    ACCEPT_REORGANISATION("accept-reorganisation", "block", "reason");

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it
    private final List<String> options;

    Command(String word, String... options) {
        this.word = word;
        this.options = List.of(options);
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
                        options.stream()
                                .map(option -> "--" + option + (option.equals("reason") ? " <text>" : " <block>")))
                .collect(Collectors.joining(" "));
    }

    List<String> options() {
        return options;
    }

    String word() {
        return word;
    }
}
