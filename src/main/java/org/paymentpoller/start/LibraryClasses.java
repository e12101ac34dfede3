package org.paymentpoller.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The classes of a library's jar. */
final class LibraryClasses {

    private static final Pattern CLASS = Pattern.compile("(?:META-INF/versions/\\d+/)?(.+)\\.class");
    private static final String VERSIONED = "META-INF/versions/";

    private LibraryClasses() {}

    /**
     * Loads the classes of the jars that these are from, without initialising one, so that an archive of this run has them
     * ({@code -XX:ArchiveClassesAtExit}). A class whose own optional libraries are missing is left out.
     */
    static void loadAllBeside(List<Class<?>> classes) {
        classes.stream().map(LibraryClasses::jarOf).distinct().forEach(LibraryClasses::load);
    }

    private static Path jarOf(Class<?> type) {
        URL jar = type.getProtectionDomain().getCodeSource().getLocation();
        try {
            return Path.of(jar.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The class path names " + jar, e);
        }
    }

    private static void load(Path jar) {
        names(jar).forEach(LibraryClasses::load);
    }

    /** Without those that the jar has for some releases of Java only: archived, they crash Java 17 beside a profiler or an agent. */
    private static List<String> names(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            List<String> entries = file.stream().map(JarEntry::getName).toList();
            Set<String> versioned = entries.stream()
                    .filter(entry -> entry.startsWith(VERSIONED))
                    .map(LibraryClasses::name)
                    .collect(Collectors.toSet());
            return entries.stream()
                    .map(LibraryClasses::name)
                    .filter(name -> !name.isEmpty() && !versioned.contains(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String entry) {
        Matcher matcher = CLASS.matcher(entry);
        return matcher.matches() ? matcher.group(1).replace('/', '.') : "";
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, LibraryClasses.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // Its superclass is in a library that is not here; it could not be loaded later either.
        }
    }
}
