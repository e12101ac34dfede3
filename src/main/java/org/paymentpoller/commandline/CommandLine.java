package org.paymentpoller.commandline;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.paymentpoller.operations.OperationFailedException;
import org.paymentpoller.operations.OperationRefusedException;
import org.paymentpoller.operations.Progress;
import org.paymentpoller.operations.Replayed;
import org.paymentpoller.operations.Verification;
import org.paymentpoller.operations.WatchLook;
import org.paymentpoller.operations.WatchOperations;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs one operation instead of the application: no web server, no Camel and no polls, and no schema is migrated. */
public final class CommandLine {

    /** What holds for a command whatever is configured; a job's output is its own lines, warnings and errors. */
    private static final Map<String, Object> FOR_A_COMMAND = Map.of(
            "poller.command-line", "true",
            "spring.main.log-startup-info", "false",
            "spring.main.register-shutdown-hook", "true",
            "logging.level.root", "warn",
            "logging.level.org.paymentpoller.operations", "error");

    private final PrintStream out;
    private final PrintStream err;

    private CommandLine(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Whether these are a command's arguments: the first one is no option. */
    public static boolean isCommand(String... arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("-") && !arguments[0].contains("=");
    }

    /**
     * Carries a command out and says on the console what came of it.
     *
     * @param beans the configuration that makes the application's beans
     * @return the process's exit code
     */
    public static int run(Class<?> beans, String... arguments) {
        return new CommandLine(System.out, System.err)
                .carryOut(beans, List.of(arguments))
                .number();
    }

    private ExitCode carryOut(Class<?> beans, List<String> arguments) {
        ParsedCommand command;
        try {
            command = ParsedCommand.read(arguments);
        } catch (BadCommandException e) {
            err.println(e.getMessage());
            return ExitCode.REFUSED;
        }
        try (ConfigurableApplicationContext context = start(beans, command)) {
            return operate(context.getBean(WatchOperations.class), command);
        } catch (OperationRefusedException e) {
            err.println("refused: " + e.getMessage());
            return ExitCode.REFUSED;
        } catch (OperationFailedException e) {
            err.println("failed: " + e.getMessage());
            return ExitCode.FAILED;
        } catch (RuntimeException e) {
            // Spring has told a start that failed, in a line a reason.
            return ExitCode.FAILED;
        }
    }

    private static ConfigurableApplicationContext start(Class<?> beans, ParsedCommand command) {
        SpringApplication application = new SpringApplication(CommandLineBeans.class, beans);
        application.setWebApplicationType(WebApplicationType.NONE);
        // Of all the beans only those are made that the operations need.
        application.setLazyInitialization(true);
        application.setDefaultProperties(FOR_A_COMMAND);
        return application.run(command.settings().toArray(String[]::new));
    }

    private ExitCode operate(WatchOperations operations, ParsedCommand command) {
        Progress progress = new ProgressLines(out);
        switch (command.command()) {
            case STATUS -> {
                WatchLook look = operations.look();
                look.lines().forEach(out::println);
                if (look.failure().isPresent()) {
                    throw new OperationFailedException(look.failure().get());
                }
                return look.halted().isPresent() ? ExitCode.DIFFERENT : ExitCode.FINE;
            }
            case VERIFY -> {
                Verification result = operations.verify(command.block("from"), command.block("to"), progress);
                result.lines().forEach(out::println);
                return result.isClean() ? ExitCode.FINE : ExitCode.DIFFERENT;
            }
            case REPLAY -> {
                Replayed result = operations.replay(command.block("from"), command.block("to"), progress);
                out.println(result.outcome());
                return result.isWhole() ? ExitCode.FINE : ExitCode.DIFFERENT;
            }
            case PAUSE -> out.println(operations.pause(command.text("reason")));
            case RESUME -> out.println(operations.resume());
            case REWIND_TO -> out.println(operations.rewindTo(command.block("block"), command.text("reason")));
            case ACCEPT_REORGANISATION ->
                out.println(operations.acceptReorganisation(command.block("block"), command.text("reason"), progress));
        }
        return ExitCode.FINE;
    }
}
