package org.paymentpoller.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/** The classes of a library's jar. */
final class LibraryClasses {

    private static final String CLASS = ".class";

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

    /** Without those that the jar has for this release of Java alone: archived, they crash Java 17 beside a profiler or an agent. */
    private static List<String> names(Path jar) {
        try (JarFile file = new JarFile(jar.toFile(), true, ZipFile.OPEN_READ, Runtime.version())) {
            return file.versionedStream()
                    .filter(entry -> entry.getName().endsWith(CLASS))
                    .filter(entry -> entry.getRealName().equals(entry.getName()))
                    .map(entry -> entry.getName().replace(CLASS, "").replace('/', '.'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, LibraryClasses.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // Its superclass is in a library that is not here; it could not be loaded later either.
        }
    }
}
