package org.bakeoff.io;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Finds the user's home, and paths in it that a shell left as they are, since they stand in quotes or after an equals sign. */
public final class HomeFolder {

    private HomeFolder() {}

    /** Returns {@code HOME} if it is set, as shells do; else the JVM's answer, which is "?" if it doesn't know. */
    public static Optional<Path> of(Map<String, String> environment, Properties system) {
        return Stream.of(environment.getOrDefault("HOME", ""), system.getProperty("user.home", ""))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .findFirst();
    }

    /** Returns a path with the home in the place of {@code ~} at its start. */
    public static Path expanded(Path path, Map<String, String> environment, Properties system) {
        return path.startsWith("~")
                ? of(environment, system)
                        .map(home -> home.resolve(Path.of("~").relativize(path)))
                        .orElse(path)
                : path;
    }
}
