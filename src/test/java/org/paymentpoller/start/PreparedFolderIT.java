package org.paymentpoller.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paymentpoller.fixture.ProjectFiles;
import org.paymentpoller.fixture.ReplicaProcess;
import org.paymentpoller.fixture.Watched;

/** What {@code bin/prepare} makes, with the Java of the tests and with every newer one that is installed beside it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreparedFolderIT {

    private static final int PATIENCE_SECONDS = 300;

    private final Path folder;
    private final Map<Path, Path> prepared = new HashMap<>();

    PreparedFolderIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @MethodSource("javas")
    void aStartFromAnyDirectoryTakesItsClassesFromTheArchive(Path java) throws Exception {
        Path application = prepare(java);

        requireClassesOfTheArchive(java, application, "payment-poller.jar");
        requireClassesOfTheArchive(java, folder, folder.relativize(application) + "/payment-poller.jar");
        requireClassesOfTheArchive(
                java, Path.of("/"), application.resolve("payment-poller.jar").toString());
    }

    @ParameterizedTest
    @MethodSource("javas")
    void aPollTakesItsClassesFromTheArchiveToo(Path java) throws Exception {
        List<String> loaded = loadedByAPoll(java);

        assertThat(List.of(
                        "org.postgresql.jdbc.PgConnection",
                        "com.zaxxer.hikari.pool.HikariPool",
                        "org.flywaydb.core.Flyway",
                        "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration$PropertiesFlywayConnectionDetails",
                        "sun.security.pkcs.PKCS7",
                        "org.flywaydb.database.postgresql.PostgreSQLDatabase",
                        "okhttp3.internal.connection.RealConnection",
                        "okio.RealBufferedSource",
                        "com.fasterxml.jackson.databind.deser.BeanDeserializer",
                        "org.springframework.jdbc.core.ArgumentPreparedStatementSetter",
                        "org.apache.camel.component.web3j.Web3jHelper",
                        "org.paymentpoller.poll.PolledWindow"))
                .allSatisfy(name -> assertThat(loaded)
                        .filteredOn(line -> line.contains(" " + name + " source:"))
                        .singleElement()
                        .asString()
                        .contains("shared objects file"));
    }

    /** An AOT cache loads what its classes were verified against, and a signed library is checked whole then, before main begins. */
    @ParameterizedTest
    @MethodSource("javas")
    void theSignedLibraryIsNotLoadedBeforeTheNodeWasAsked(Path java) throws Exception {
        List<String> loaded = loadedByAPoll(java);

        assertThat(firstOf("org.bouncycastle.", loaded))
                .isGreaterThan(firstOf("org.paymentpoller.start.PrepareWatch$$Lambda", loaded));
    }

    /** Whatever looks at classes as they are loaded has to read those of the archive from their jars; Java 17 crashes where it cannot. */
    @ParameterizedTest
    @MethodSource("javas")
    void aPollBesideAProfilerEndsInOrder(Path java) throws Exception {
        Path recording = folder.resolve("poll.jfr");
        poll(java, "-XX:StartFlightRecording:filename=" + recording);

        assertThat(recording).isNotEmptyFile();
    }

    @Test
    void aFolderMayHaveABlankInItsName() throws Exception {
        Path own = Path.of(System.getProperty("java.home"), "bin/java");
        Path application = prepare(own, folder.resolve("payment poller"));

        requireStart(own, application, folder, "payment poller/payment-poller.jar");
    }

    @Test
    void aFolderThatHoldsSomethingElseIsRefusedAndKept() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("payment-poller.jar"), "made before");
        Path file = Files.createDirectory(other.resolve("routes")).resolve("own.camel.yaml");
        Files.writeString(file, "kept");

        assertThat(end(new ProcessBuilder(
                        ProjectFiles.of("bin/prepare").toString(),
                        Objects.requireNonNull(System.getProperty("poller.jar")),
                        other.toString())))
                .isEqualTo(2);

        assertThat(output()).singleElement().asString().contains(other + " holds something else", "name a new folder");
        assertThat(file).hasContent("kept");
    }

    /** A line for each class, in the order in which the JVM loaded them. */
    private List<String> loadedByAPoll(Path java) throws Exception {
        Path classes = folder.resolve("classes.log");
        poll(java, "-Xlog:class+load:file=" + classes);
        return Files.readAllLines(classes);
    }

    private static int firstOf(String name, List<String> loaded) {
        for (int line = 0; line < loaded.size(); line++) {
            if (loaded.get(line).contains(" " + name)) {
                return line;
            }
        }
        throw new AssertionError("nothing of " + name + " was loaded");
    }

    private void poll(Path java, String option) throws Exception {
        Path application = prepare(java);
        try (Watched watched = Watched.start()) {
            watched.burn();
            Map<String, String> environment = watched.replicaBy(watched.proxy()).asEnvironment();
            try (ReplicaProcess replica = ReplicaProcess.startPrepared(environment, application, java, option)) {
                await().atMost(Duration.ofMinutes(5))
                        .failFast("the replica has ended", () -> !replica.isAlive())
                        .until(() -> replica.said("Window 0 to "));
                replica.signal("TERM");
                assertThat(replica.exitCode(PATIENCE_SECONDS))
                        .as(replica.tail())
                        .isIn(0, 143);
            }
        }
    }

    private Path prepare(Path java) throws Exception {
        Path before = prepared.get(java);
        if (before != null) {
            return before;
        }
        Path application = prepare(java, folder.resolve("application-" + prepared.size()));
        prepared.put(java, application);
        return application;
    }

    private Path prepare(Path java, Path application) throws Exception {
        ProcessBuilder prepare = new ProcessBuilder(
                ProjectFiles.of("bin/prepare").toString(),
                Objects.requireNonNull(System.getProperty("poller.jar")),
                application.toString());
        prepare.environment().put("JAVA", java.toString());
        assertThat(end(prepare)).isZero();
        return application;
    }

    private void requireClassesOfTheArchive(Path java, Path directory, String jar) throws Exception {
        Path classes = folder.resolve("classes.log");
        requireStart(java, prepare(java), directory, jar, "-Xlog:class+load:file=" + classes);
        assertThat(Files.readAllLines(classes))
                .filteredOn(line -> line.contains(" org.springframework.boot.SpringApplication source:"))
                .singleElement()
                .asString()
                .contains("shared objects file");
    }

    /** It starts as far as to miss its settings, none of which it has. */
    private void requireStart(Path java, Path application, Path directory, String jar, String... options)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(java.toString(), "@" + application.resolve("java.options")));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", jar));
        ProcessBuilder start = new ProcessBuilder(command).directory(directory.toFile());
        start.environment().keySet().removeIf(name -> name.startsWith("SPRING_") || name.startsWith("POLLER_"));
        assertThat(end(start)).isEqualTo(1);
        assertThat(output()).first().asString().contains("SPRING_DATASOURCE_URL is required");
    }

    private int end(ProcessBuilder builder) throws Exception {
        File output = folder.resolve("output.log").toFile();
        Process process =
                builder.redirectErrorStream(true).redirectOutput(output).start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends: %s", builder.command(), output())
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return process.exitValue();
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
