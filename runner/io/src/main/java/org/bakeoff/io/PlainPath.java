package org.bakeoff.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes paths absolute, without {@code .} and {@code ..}. */
public final class PlainPath {

    private PlainPath() {}

    /**
     * Returns the path that the system would find: where {@code ..} follows a link, the folder above what that leads to. {@link
     * Path#normalize} goes by the names alone, and would name another file.
     */
    public static Path of(Path path) {
        Path absolute = path.toAbsolutePath();
        Path plain = absolute.getRoot();
        for (Path name : absolute) {
            if (name.toString().equals("..")) {
                plain = above(plain);
            } else if (!name.toString().equals(".")) {
                plain = plain.resolve(name);
            }
        }
        return plain;
    }

    private static Path above(Path place) {
        Path parent = target(place).getParent();
        return parent == null ? place : parent;
    }

    private static Path target(Path place) {
        try {
            return Files.isSymbolicLink(place) ? place.toRealPath() : place;
        } catch (IOException e) {
            // It leads nowhere, which whoever opens something there says.
            return place;
        }
    }
}
