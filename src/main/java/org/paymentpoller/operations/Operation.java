package org.paymentpoller.operations;

import java.util.Map;
import java.util.Optional;

/**
 * What somebody asked for.
 *
 * @param name as the command line has it, such as {@code rewind-to}
 * @param arguments by their names
 * @param reason why; empty where none is asked for
 * @param who as {@link Actor} names them
 */
record Operation(String name, Map<String, Long> arguments, Optional<String> reason, String who) {}
