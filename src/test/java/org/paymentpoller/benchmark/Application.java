package org.paymentpoller.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.paymentpoller.fixture.ProjectFiles;

/** The application from the extracted jar, as its image starts it, with a smaller heap. */
final class Application {

    private static final List<String> OPTIONS = List.of(
            "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=" + System.getProperty("benchmark.tier", "1"));

    private final Path folder;

    private Application(Path folder) {
        this.folder = folder;
    }

    /** Extracts the jar into a folder and trains it there. */
    static Application prepare(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.getParent());
        ProcessBuilder prepare = new ProcessBuilder(
                ProjectFiles.of("bin/prepare").toString(), System.getProperty("poller.jar"), folder.toString());
        prepare.environment().put("JAVA", java());
        int code = prepare.redirectErrorStream(true)
                .redirectOutput(folder.resolveSibling("prepare.log").toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException(
                    "bin/prepare ended with " + code + ": see " + folder.resolveSibling("prepare.log"));
        }
        return new Application(folder);
    }

    List<String> command() {
        List<String> command = new ArrayList<>(List.of(java(), "@" + folder.resolve("java.options")));
        command.addAll(options());
        command.addAll(List.of("-jar", folder.resolve("payment-poller.jar").toString()));
        return command;
    }

    /** The options of its JVM. */
    static List<String> options() {
        return Stream.concat(
                        OPTIONS.stream(),
                        Stream.of(System.getProperty("benchmark.options", "").split(" ")))
                .filter(option -> !option.isBlank())
                .toList();
    }

    static String java() {
        return System.getProperty(
                "benchmark.java",
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }
}
