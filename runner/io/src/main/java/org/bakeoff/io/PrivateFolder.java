package org.bakeoff.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that only their owner may look into, where the file system can say so. */
public final class PrivateFolder {

    private PrivateFolder() {}

    /**
     * Makes a folder and those that it lies in; one that is there already stays as it is.
     *
     * @throws IOException if it can't be made
     */
    public static void make(Path folder) throws IOException {
        if (knowsOwners(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** Returns whether others of this machine may list, read or write what is in a folder. */
    public static boolean isOpen(Path folder) throws IOException {
        return knowsOwners(folder)
                && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                        .substring("rwx".length())
                        .matches(".*[rwx].*");
    }

    private static boolean knowsOwners(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
