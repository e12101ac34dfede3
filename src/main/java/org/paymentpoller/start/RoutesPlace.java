package org.paymentpoller.start;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** Decides where the routes are read from: the folder beside the application, or the packaged ones where there is none. */
public class RoutesPlace implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesPlace.class);

    private static final String FOLDER = "routes-place.folder";
    private static final String FILES = "*.camel.yaml";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (environment.getProperty("poller.command-line", boolean.class, false)) {
            return;
        }
        Optional<Path> folder = find(Binder.get(environment)
                .bind("poller.routes-directory", String.class)
                .get());
        Map<String, Object> place = new HashMap<>();
        folder.ifPresent(there -> place.put(FOLDER, there.toString()));
        place.put(
                "camel.main.routes-include-pattern",
                folder.map(there -> "file:" + real(there) + "/").orElse("classpath:routes/") + FILES);
        environment.getPropertySources().addFirst(new MapPropertySource("routes-place", place));
    }

    /** The folder that was decided for; empty where the routes are the packaged ones. */
    public static Optional<Path> folder(Environment environment) {
        return Optional.ofNullable(environment.getProperty(FOLDER)).map(Path::of);
    }

    private static Optional<Path> find(String folder) {
        Path application = new ApplicationHome(RoutesPlace.class).getDir().toPath();
        List<Path> places = Stream.of(Path.of(folder), application.resolve(folder))
                .map(place -> place.toAbsolutePath().normalize())
                .toList();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                requireRoutes(place);
                LOG.info("Routes are read from {}", place);
                return Optional.of(place);
            }
        }
        LOG.info("Routes are the packaged ones, because there is no folder {}", places.get(0));
        return Optional.empty();
    }

    /** Where a link to the folder leads now: Camel's search follows none, and would find no routes. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static void requireRoutes(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FILES)) {
            if (!files.iterator().hasNext()) {
                throw new StartRefusedException(List.of("POLLER_ROUTES_DIRECTORY: " + folder + " holds no " + FILES
                        + "; put the routes there, or remove the folder to use the packaged ones"));
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static StartRefusedException unreadable(Path folder, IOException e) {
        return new StartRefusedException(
                List.of("POLLER_ROUTES_DIRECTORY: " + folder + " cannot be read: " + e.getMessage()));
    }
}
