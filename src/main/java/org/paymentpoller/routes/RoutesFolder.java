package org.paymentpoller.routes;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the files of routes. Links are followed, so that a mounted ConfigMap may swap what its files lead to. */
class RoutesFolder {

    private static final String FILES = "*.camel.yaml";

    /** Far above any route that a person reads. */
    private static final long LARGEST = 1_000_000;

    private final Path folder;

    RoutesFolder(Path folder) {
        this.folder = folder;
    }

    /** Where Camel says that a file's routes come from. */
    String location(String file) {
        return "file:" + folder.resolve(file);
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    /**
     * All its files now.
     *
     * @throws RefusedRoutesException where there is none, or one cannot be read
     */
    RouteFiles read() throws RefusedRoutesException {
        SortedMap<String, String> texts = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FILES)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!isHidden(name)) {
                    texts.put(name, text(file, name));
                }
            }
        } catch (IOException e) {
            throw new RefusedRoutesException(Position.of(folder.toString()), "the folder cannot be read: " + e);
        }
        if (texts.isEmpty()) {
            throw new RefusedRoutesException(Position.of(folder.toString()), "the folder holds no " + FILES);
        }
        return new RouteFiles(texts);
    }

    /** An editor's lock or backup, which Camel leaves out too. */
    private static boolean isHidden(String name) {
        return name.startsWith(".");
    }

    private static String text(Path file, String name) throws RefusedRoutesException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new RefusedRoutesException(Position.of(name), "the file is larger than " + LARGEST + " bytes");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new RefusedRoutesException(Position.of(name), "the file is not UTF-8");
        } catch (IOException e) {
            throw new RefusedRoutesException(Position.of(name), "the file cannot be read: " + e);
        }
    }
}
