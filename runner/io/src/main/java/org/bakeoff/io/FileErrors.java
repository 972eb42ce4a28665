package org.bakeoff.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.regex.Pattern;

/** Says in words what went wrong with a file; the JDK's own messages are often no more than its path. */
public final class FileErrors {

    /** As Linux, macOS and Windows say it; where the system speaks another language, its own words are shown. */
    private static final Pattern FULL =
            Pattern.compile("(?i)no space left on device|disk quota exceeded|not enough space on the disk");

    private static final Pattern READ_ONLY = Pattern.compile("(?i)read-only file ?system|media is write protected");

    private FileErrors() {}

    /** The reason of an exception, without the path of the file and without a full stop. */
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
        if (isFull(fault)) {
            return "the disk is full";
        }
        String words = words(fault);
        return READ_ONLY.matcher(words).find() ? "its file system is read-only" : words;
    }

    /** What to tell the user of an exception: our own words where there are some, and never a mere path. */
    public static String sentence(IOException fault) {
        return fault instanceof FileSystemException bare
                ? "Can't read or write " + bare.getFile() + ": " + reason(fault) + ". " + remedy(fault)
                : String.valueOf(fault.getMessage());
    }

    /** Whether there was no room left for a file. */
    public static boolean isFull(IOException fault) {
        return FULL.matcher(words(fault)).find();
    }

    /** What to do where a file can't be written: a sentence. */
    public static String remedy(IOException fault) {
        return isFull(fault)
                ? "Free some space there and give the same command again."
                : "Its folder must exist, be writable and have space left.";
    }

    private static String words(IOException fault) {
        if (fault instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        String message = fault.getMessage();
        return message == null ? fault.getClass().getSimpleName() : message;
    }
}
