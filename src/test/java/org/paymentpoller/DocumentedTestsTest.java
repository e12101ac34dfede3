package org.paymentpoller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The tests that docs/faults.md names are there. */
class DocumentedTestsTest {

    private static final Path SOURCES = Path.of("src/test/java");
    private static final Pattern NAME = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!Fault)\\S.*$");

    static Stream<MatchResult> named() throws IOException {
        return NAME.matcher(page()).results();
    }

    @ParameterizedTest
    @MethodSource("named")
    void everyTestThatThePageNamesIsThere(MatchResult name) throws IOException, ClassNotFoundException {
        Map<String, Path> classes;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            classes = files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            Function.identity(),
                            (one, other) -> one));
        }
        assertThat(classes).containsKey(name.group(1));
        String path =
                SOURCES.relativize(classes.getOrDefault(name.group(1), SOURCES)).toString();
        Class<?> test = Class.forName(path.replace(".java", "").replace(File.separatorChar, '.'));
        @Nullable String method = name.group(2);
        assertThat(test.getDeclaredMethods())
                .anyMatch(one -> AnnotationSupport.isAnnotated(one, Testable.class)
                        && (method == null || method.equals(one.getName())));
    }

    @Test
    void everyFaultOfThePageNamesATest() throws IOException {
        assertThat(ROW.matcher(page()).results().map(MatchResult::group))
                .isNotEmpty()
                .allMatch(row -> NAME.matcher(row).find());
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/faults.md"));
    }
}
