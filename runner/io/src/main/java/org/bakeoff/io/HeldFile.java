package org.bakeoff.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that a part of this JVM has for its lock, until it is closed. The system's locks belong to a whole process, and closing any
 * channel of a file releases them. So nothing else in the JVM may open the file, not even Bakeoff as another class loader has
 * loaded it; system properties are what all class loaders share.
 */
public final class HeldFile implements AutoCloseable {

    private static final String PREFIX = "org.bakeoff.held:";

    private final String property;

    private HeldFile(String property) {
        this.property = property;
    }

    /**
     * Takes a file, which needn't exist; empty if it is taken.
     *
     * @throws IOException if the folder that it lies in isn't there
     */
    public static Optional<HeldFile> take(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        String property = PREFIX + (folder == null ? file : folder.toRealPath().resolve(file.getFileName()));
        return System.getProperties().putIfAbsent(property, "") == null
                ? Optional.of(new HeldFile(property))
                : Optional.empty();
    }

    @Override
    public void close() {
        System.getProperties().remove(property);
    }
}
