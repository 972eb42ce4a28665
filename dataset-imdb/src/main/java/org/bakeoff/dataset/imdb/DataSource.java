package org.bakeoff.dataset.imdb;

import java.nio.file.Path;

/**
 * The archive or folder that is read, and how messages refer to it.
 *
 * @param place the archive or folder
 * @param prefix what precedes a path below aclImdb
 * @param remedy what to do when the data is bad
 */
record DataSource(Path place, String prefix, String remedy) {

    private static final int SHOWN = 200;

    static DataSource archive(Path archive) {
        return new DataSource(
                archive,
                "aclImdb/",
                "Download the archive again, or use the published one: " + ImdbConfig.PUBLISHED_URL);
    }

    static DataSource folder(Path folder) {
        return new DataSource(folder, "", "Unpack the published archive again: " + ImdbConfig.PUBLISHED_URL);
    }

    /** Reports a fault of a file of the dataset, given by its path below aclImdb. */
    InvalidDataException fault(String path, String what) {
        return new InvalidDataException(place + ": " + shown(prefix + path) + " " + what + ". " + remedy);
    }

    /** Reports a fault of an entry that may not belong to the dataset, given by its whole name. */
    InvalidDataException refuse(String entry, String what) {
        return new InvalidDataException(place + ": the entry " + shown(entry) + " " + what + ". " + remedy);
    }

    InvalidDataException fault(String what) {
        return new InvalidDataException(place + " " + what + ". " + remedy);
    }

    InvalidDataException fault(String what, Exception cause) {
        String reason = cause.getMessage() == null ? "" : " (" + shown(cause.getMessage()) + ")";
        return new InvalidDataException(place + " " + what + reason + ". " + remedy, cause);
    }

    /** Makes untrusted text printable: names in archives may contain control characters or be endless. */
    static String shown(String name) {
        String printable = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "...";
    }
}
