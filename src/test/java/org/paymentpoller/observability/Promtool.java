package org.paymentpoller.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Prometheus's own check of its files: the program that the system property {@code promtool} names, or Debian's. */
final class Promtool {

    private static final Path PROGRAM = Path.of(System.getProperty("promtool", "/usr/bin/promtool"));

    private Promtool() {}

    /**
     * What a run came to.
     *
     * @param exitCode 0 where all is well
     * @param output what it printed
     */
    record Outcome(int exitCode, String output) {}

    /**
     * Ends the calling test as skipped where there is none.
     *
     * @throws IllegalStateException instead, with {@code -Dpromtool.required=true}
     */
    static void requireInstalled() {
        if (Files.isExecutable(PROGRAM)) {
            return;
        }
        String missing = "no promtool: " + PROGRAM + " is missing, which Debian's package prometheus brings";
        if (Boolean.getBoolean("promtool.required")) {
            throw new IllegalStateException(missing);
        }
        System.out.println("Skipped, for want of promtool; -Dpromtool.required=true would fail: " + missing);
        Assumptions.abort(missing);
    }

    /** Runs it to its end. */
    static Outcome run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
