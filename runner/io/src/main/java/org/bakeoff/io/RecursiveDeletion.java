package org.bakeoff.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Removes folders with all that is in them; links are removed, and not followed. */
public final class RecursiveDeletion {

    private RecursiveDeletion() {}

    /**
     * Removes a folder, if it is there.
     *
     * @throws IOException if something in it can't be removed; the message is for the user
     */
    public static void of(Path folder) throws IOException {
        of(folder, file -> false);
    }

    /**
     * Removes a folder but for what is to be kept; who keeps a file keeps the folders that it lies in, too.
     *
     * @throws IOException see {@link #of(Path)}
     */
    public static void of(Path folder, Predicate<Path> kept) throws IOException {
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> files = Files.walk(folder)) {
            found = files.filter(kept.negate())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (UncheckedIOException e) {
            throw failure(folder, Objects.requireNonNull(e.getCause()));
        }
        for (Path file : found) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw failure(file, e);
            }
        }
    }

    private static IOException failure(Path file, IOException fault) {
        return new IOException("Can't remove " + file + ": " + FileErrors.reason(fault), fault);
    }
}
