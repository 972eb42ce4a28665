package org.bakeoff.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Files that have a second name, in this folder or elsewhere: to write to one changes both. */
public final class HardLinks {

    private HardLinks() {}

    /**
     * Gives a file that is to be continued a copy of its own, if it has a second name: that may be a snapshot by hard links, which stays
     * as it is. There need be no such file.
     */
    public static void separate(Path file) throws IOException {
        if (areAt(file)) {
            RegularFiles.copy(file, file);
        }
    }

    /** Returns whether a file has a second name. There need be no such file. */
    public static boolean areAt(Path file) throws IOException {
        return RegularFiles.isFile(file) && hasSecondName(file);
    }

    /** Requires a file to have no second name. */
    static void requireNone(Path file) throws IOException {
        if (hasSecondName(file)) {
            throw new FileRefusedException(
                    file,
                    "is a hard link: the same file has another name, and to write to one changes both",
                    RegularFiles.REPLACE);
        }
    }

    private static boolean hasSecondName(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer names
                && names > 1;
    }
}
