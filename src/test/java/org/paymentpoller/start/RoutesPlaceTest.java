package org.paymentpoller.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.mock.env.MockEnvironment;

class RoutesPlaceTest {

    private final Path folder;

    RoutesPlaceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void routesAreReadFromTheFolder() throws IOException {
        Files.createFile(folder.resolve("payment-poller.camel.yaml"));

        assertThat(patternFor(folder)).isEqualTo("file:" + folder.toRealPath() + "/*.camel.yaml");
    }

    @Test
    void whereTheFolderIsALinkRoutesAreReadWhereItLeads() throws IOException {
        Path version = Files.createDirectory(folder.resolve("v1"));
        Files.createFile(version.resolve("payment-poller.camel.yaml"));
        Path link = Files.createSymbolicLink(folder.resolve("routes"), Path.of("v1"));

        assertThat(patternFor(link)).isEqualTo("file:" + version.toRealPath() + "/*.camel.yaml");
    }

    @Test
    void withoutAFolderRoutesAreThePackagedOnes() {
        assertThat(patternFor(folder.resolve("missing"))).isEqualTo("classpath:routes/*.camel.yaml");
    }

    @Test
    void aPlaceholderThatNamesNothingIsAPartOfTheName() {
        assertThat(patternFor(folder.resolve("${missing}"))).isEqualTo("classpath:routes/*.camel.yaml");
    }

    @Test
    void aFileInPlaceOfTheFolderIsNoFolder() throws IOException {
        assertThat(patternFor(Files.createFile(folder.resolve("routes")))).isEqualTo("classpath:routes/*.camel.yaml");
    }

    @Test
    void aFolderWithoutRoutesIsRefused() throws IOException {
        Files.createFile(folder.resolve("payment-poller.yaml"));

        assertThatThrownBy(() -> patternFor(folder))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("POLLER_ROUTES_DIRECTORY: " + folder + " holds no *.camel.yaml");
    }

    @Test
    void thePlaceGoesBeforeWhateverElseIsConfigured() throws IOException {
        Files.createFile(folder.resolve("payment-poller.camel.yaml"));

        assertThat(patternFor(new MockEnvironment()
                        .withProperty("poller.routes-directory", folder.toString())
                        .withProperty("camel.main.routes-include-pattern", "classpath:elsewhere/*")))
                .startsWith("file:");
    }

    private static @Nullable String patternFor(Path routes) {
        return patternFor(new MockEnvironment().withProperty("poller.routes-directory", routes.toString()));
    }

    private static @Nullable String patternFor(MockEnvironment environment) {
        StaticApplicationContext context = new StaticApplicationContext();
        context.setEnvironment(environment);
        new RoutesPlace().initialize(context);
        return environment.getProperty("camel.main.routes-include-pattern");
    }
}
