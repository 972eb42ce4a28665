package org.bakeoff.io;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that only their owner may look into, where the file system can say so. */
public final class PrivateFolder {

    private static final int ALL_WRITE = 0002;
    private static final int STICKY = 01000;

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

    /**
     * Requires that no other user could have put files of their own into a folder: it belongs to this user or to root, and not all
     * may write to it. Its group may. Where a sticky bit is, as {@code /tmp} has it, nobody replaces the files of others. For root
     * any owner will do, as containers have it whose folders lie outside.
     *
     * @param folder needn't exist
     * @param variable the environment variable that names another
     */
    public static void requireOwn(Path folder, String variable) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("unix") && Files.exists(folder)) {
            requireOwn(folder, new UnixSystem().getUid(), variable);
        }
    }

    static void requireOwn(Path folder, long user, String variable) throws IOException {
        int mode = (int) Files.getAttribute(folder, "unix:mode");
        int owner = (int) Files.getAttribute(folder, "unix:uid");
        String remedy = "They could have put programs and data there. Set " + variable + " to a folder of your own";
        if (owner != user && owner != 0 && user != 0) {
            throw new FileRefusedException(
                    folder, "belongs to another user, " + Files.getOwner(folder).getName(), remedy + ".");
        }
        if ((mode & (ALL_WRITE | STICKY)) == ALL_WRITE) {
            throw new FileRefusedException(
                    folder,
                    "can be written to by all users of this machine",
                    remedy + ", or delete it, or, if nobody did, chmod o-w " + ShellWord.of(folder.toString()) + ".");
        }
    }

    private static boolean knowsOwners(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
