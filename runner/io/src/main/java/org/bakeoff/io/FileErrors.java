package org.bakeoff.io;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * Words the errors of files, for which the JDK often says no more than a path. The type of an exception and the free space
 * decide, never a text of the operating system, which is shown where nothing better is known.
 */
public final class FileErrors {

    /** A disk with less free space than this, in bytes, is full. */
    private static final long FULL = 1 << 16;

    private static final String REMEDY = "Its folder must exist, be writable and have space left.";

    private FileErrors() {}

    /** Returns the reason of an exception, without the path of the file and without a full stop. */
    public static String reason(IOException fault) {
        if (fault instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (fault instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (fault instanceof FileAlreadyExistsException || fault instanceof NotDirectoryException) {
            return "there is a file where a folder should be";
        }
        if (fault instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        if (fault instanceof FileRefusedException refused) {
            return refused.reason();
        }
        if (fault instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        return fault.getMessage() == null ? fault.toString() : fault.getMessage();
    }

    /** Returns what to tell the user of an exception: our own words where there are some, and never a mere path. */
    public static String sentence(IOException fault) {
        return fault instanceof FileSystemException bare
                ? "Can't read or write " + bare.getFile() + ": " + reason(fault) + ". " + REMEDY
                : String.valueOf(fault.getMessage());
    }

    /** Returns an exception whose message names a file that can't be written, the reason and the remedy. */
    public static IOException unwritable(Path file, IOException fault) {
        if (fault instanceof FileRefusedException) {
            return fault;
        }
        return new IOException(
                "Can't write " + file
                        + (freeSpace(file) < FULL
                                ? ": the disk is full. Free some space there and give the same command again."
                                : ": " + reason(fault) + ". " + REMEDY),
                fault);
    }

    /**
     * Returns what to do about a name that can't be one of a file here, but can elsewhere: a sentence without a full stop. Empty
     * if the locale isn't why.
     */
    public static String localeRemedy(String name) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        return encoding.equals("UTF-8") || name.chars().allMatch(letter -> letter < 128)
                ? ""
                : "Java takes the names of files to be in " + encoding
                        + " here, as the locale says; set LC_ALL=C.UTF-8 to use others";
    }

    /** Returns how many bytes can still be written beside a file; {@link Long#MAX_VALUE} where that is unknown. */
    public static long freeSpace(Path file) {
        for (Path folder = file.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder)) {
                try {
                    return Files.getFileStore(folder).getUsableSpace();
                } catch (IOException e) {
                    // Containers may hide what a folder is mounted on.
                    return Long.MAX_VALUE;
                }
            }
        }
        return Long.MAX_VALUE;
    }
}
