package org.paymentpoller.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paymentpoller.fixture.ProjectFiles;

/** What {@code bin/prepare} makes, with the Java of the tests and with every newer one that is installed beside it. */
class PreparedFolderIT {

    private final Path folder;

    PreparedFolderIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @MethodSource("javas")
    void aStartFromAnyDirectoryTakesItsClassesFromTheArchive(Path java) throws IOException, InterruptedException {
        Path prepared = folder.resolve("application");
        ProcessBuilder prepare = new ProcessBuilder(
                ProjectFiles.of("bin/prepare").toString(),
                Objects.requireNonNull(System.getProperty("poller.jar")),
                prepared.toString());
        prepare.environment().put("JAVA", java.toString());
        assertThat(end(prepare)).isZero();

        requireClassesOfTheArchive(java, prepared, "payment-poller.jar");
        requireClassesOfTheArchive(java, folder, "application/payment-poller.jar");
        requireClassesOfTheArchive(
                java, Path.of("/"), prepared.resolve("payment-poller.jar").toString());
    }

    private void requireClassesOfTheArchive(Path java, Path directory, String jar)
            throws IOException, InterruptedException {
        Path classes = folder.resolve("classes.log");
        ProcessBuilder start = new ProcessBuilder(
                        java.toString(),
                        "@" + folder.resolve("application/java.options"),
                        "-Xlog:class+load:file=" + classes,
                        "-jar",
                        jar)
                .directory(directory.toFile());
        start.environment().keySet().removeIf(name -> name.startsWith("SPRING_") || name.startsWith("POLLER_"));
        assertThat(end(start)).isEqualTo(1);
        assertThat(output()).first().asString().contains("SPRING_DATASOURCE_URL is required");
        assertThat(Files.readAllLines(classes))
                .filteredOn(line -> line.contains(" org.springframework.boot.SpringApplication source:"))
                .singleElement()
                .asString()
                .contains("shared objects file");
    }

    private int end(ProcessBuilder process) throws IOException, InterruptedException {
        File output = folder.resolve("output.log").toFile();
        return process.redirectErrorStream(true).redirectOutput(output).start().waitFor();
    }

    private List<String> output() throws IOException {
        return Files.readAllLines(folder.resolve("output.log"));
    }

    private static List<Path> javas() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> installed = Files.list(own.resolveSibling("."))) {
            Stream<Path> newer = installed
                    .filter(home ->
                            !Files.isSymbolicLink(home) && !home.normalize().equals(own))
                    .filter(home -> release(home) > Runtime.version().feature());
            return Stream.concat(Stream.of(own), newer)
                    .map(home -> home.normalize().resolve("bin/java"))
                    .toList();
        }
    }

    /** The feature release of an installed JDK, 0 where it is none. */
    private static int release(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> Runtime.Version.parse(line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'))))
                    .mapToInt(Runtime.Version::feature)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
