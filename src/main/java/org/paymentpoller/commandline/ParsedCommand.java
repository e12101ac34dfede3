package org.paymentpoller.commandline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A command with its options, which come as {@code --from 1} or {@code --from=1}.
 *
 * @param command what is to be done
 * @param options by name, all that the command takes
 * @param settings options of the application itself, such as {@code --poller.cursor-id=other}, as they came
 */
record ParsedCommand(Command command, Map<String, String> options, List<String> settings) {

    ParsedCommand {
        options = Map.copyOf(options);
        settings = List.copyOf(settings);
    }

    /**
     * Reads a command line.
     *
     * @param arguments with the command's word first
     * @throws BadCommandException when it is not understood
     */
    static ParsedCommand read(List<String> arguments) {
        String word = arguments.get(0);
        Command command = Command.of(word)
                .orElseThrow(() -> new BadCommandException("There is no command '" + word + "'; the commands are: "
                        + String.join(", ", Command.usages())));
        Map<String, String> options = new LinkedHashMap<>();
        List<String> settings = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String name =
                    argument.startsWith("--") ? argument.substring(2, equals < 0 ? argument.length() : equals) : "";
            if (name.contains(".")) {
                settings.add(argument);
                continue;
            }
            if (!command.options().contains(name)) {
                throw new BadCommandException(
                        "'" + argument + "' is not understood; the command is: " + command.usage());
            }
            if (equals < 0 && i + 1 == arguments.size()) {
                throw new BadCommandException("--" + name + " has no value; the command is: " + command.usage());
            }
            String value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
            if (options.put(name, value) != null) {
                throw new BadCommandException("--" + name + " is given twice");
            }
        }
        for (String name : command.options()) {
            if (!options.containsKey(name)) {
                throw new BadCommandException("--" + name + " is missing; the command is: " + command.usage());
            }
        }
        ParsedCommand parsed = new ParsedCommand(command, options, settings);
        command.options().stream().filter(name -> !name.equals("reason")).forEach(parsed::block);
        return parsed;
    }

    /** The number of a block. */
    long block(String name) {
        String value = text(name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new BadCommandException("--" + name + " is '" + value + "', which is no block number");
        }
    }

    /** The text of an option that the command takes. */
    String text(String name) {
        return Objects.requireNonNull(options.get(name), name);
    }
}
