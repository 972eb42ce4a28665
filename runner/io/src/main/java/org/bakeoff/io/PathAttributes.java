package org.bakeoff.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads what is at a path, in the same way on every JDK. */
final class PathAttributes {

    private PathAttributes() {}

    /**
     * Reads what is at a path.
     *
     * @throws NoSuchFileException if there is nothing, in a folder
     * @throws FileSystemException if a file is where one of its folders should be, which JDK 24 and newer call missing, too
     */
    static BasicFileAttributes of(Path path, LinkOption... options) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, options);
        } catch (NoSuchFileException e) {
            Path above = path.toAbsolutePath().getParent();
            while (above != null && !Files.exists(above)) {
                above = above.getParent();
            }
            if (above != null && !Files.isDirectory(above)) {
                throw new FileSystemException(path.toString(), null, "Not a directory");
            }
            throw e;
        }
    }
}
