package org.paymentpoller.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesFolderTest {

    private final Path folder;

    RoutesFolderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void filesOfRoutesAreReadByTheirNamesAndOthersAreNot() throws IOException, RefusedRoutesException {
        Files.writeString(folder.resolve("b.camel.yaml"), "two");
        Files.writeString(folder.resolve("a.camel.yaml"), "one");
        Files.writeString(folder.resolve("a.camel.yaml.swp"), "none");

        assertThat(new RoutesFolder(folder).read().texts())
                .containsExactly(Map.entry("a.camel.yaml", "one"), Map.entry("b.camel.yaml", "two"));
    }

    @Test
    void whatAnEditorHidesThereIsLeftOut() throws IOException, RefusedRoutesException {
        Files.writeString(folder.resolve("a.camel.yaml"), "one");
        Files.createSymbolicLink(folder.resolve(".#a.camel.yaml"), Path.of("someone@host.1234"));

        assertThat(new RoutesFolder(folder).read().texts()).containsExactly(Map.entry("a.camel.yaml", "one"));
    }

    @Test
    void linksAreFollowed() throws IOException, RefusedRoutesException {
        Path data = Files.createDirectory(folder.resolve("..data"));
        Files.writeString(data.resolve("a.camel.yaml"), "one");
        Files.createSymbolicLink(folder.resolve("a.camel.yaml"), Path.of("..data", "a.camel.yaml"));

        assertThat(new RoutesFolder(folder).read().texts()).containsValue("one");
    }

    @Test
    void anEmptyFolderIsRefused() {
        assertRefused(folder.toString(), "the folder holds no *.camel.yaml");
    }

    @Test
    void aLinkThatLeadsNowhereIsRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve("a.camel.yaml"), Path.of("nowhere"));

        assertRefused("a.camel.yaml", "the file cannot be read");
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Files.write(folder.resolve("a.camel.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xff});

        assertRefused("a.camel.yaml", "the file is not UTF-8");
    }

    @Test
    void aFileThatNobodyWroteByHandIsRefused() throws IOException {
        Files.write(folder.resolve("a.camel.yaml"), new byte[1_000_001]);

        assertRefused("a.camel.yaml", "the file is larger than 1000000 bytes");
    }

    private void assertRefused(String place, String reason) {
        assertThatThrownBy(() -> new RoutesFolder(folder).read())
                .isInstanceOfSatisfying(RefusedRoutesException.class, refused -> {
                    assertThat(refused.position()).hasToString(place);
                    assertThat(refused.reason()).startsWith(reason);
                });
    }
}
