package org.bakeoff.dataset.imdb;

import java.nio.file.Path;

/**
 * Where the files come from, for messages.
 *
 * @param place the archive or folder
 * @param prefix what stands before a path below aclImdb
 * @param remedy what to do when the data is bad
 */
record Origin(Path place, String prefix, String remedy) {

    private static final int SHOWN = 200;

    static Origin archive(Path archive) {
        return new Origin(
                archive,
                "aclImdb/",
                "Download the archive again, or use the published one: " + ImdbConfig.PUBLISHED_URL);
    }

    static Origin folder(Path folder) {
        return new Origin(folder, "", "Unpack the published archive again: " + ImdbConfig.PUBLISHED_URL);
    }

    /** What is wrong with a file of the dataset, given by its path below aclImdb. */
    BadData fault(String path, String what) {
        return new BadData(place + ": " + shown(prefix + path) + " " + what + ". " + remedy);
    }

    /** What is wrong with an entry that may be no file of the dataset, given by its whole name. */
    BadData refuse(String entry, String what) {
        return new BadData(place + ": the entry " + shown(entry) + " " + what + ". " + remedy);
    }

    /** What is wrong with the whole. */
    BadData fault(String what) {
        return new BadData(place + " " + what + ". " + remedy);
    }

    /** What is wrong with the whole, and why. */
    BadData fault(String what, Exception cause) {
        String reason = cause.getMessage() == null ? "" : " (" + shown(cause.getMessage()) + ")";
        return new BadData(place + " " + what + reason + ". " + remedy, cause);
    }

    /** A foreign name as it may be printed: archives can hold names that steer a terminal, or fill it. */
    static String shown(String name) {
        String printable = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "...";
    }
}
