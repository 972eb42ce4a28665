package org.bakeoff.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.Dataset;

/** Loads a dataset from a file with the content that is tried. */
final class Halves {

    private static final DataContext FILES = (source, sha256) -> Path.of(source);

    private Halves() {}

    /** A file for this process, deleted at its end, to be written again and again. */
    static Path file(String ending) {
        try {
            Path file = Files.createTempFile("bakeoff-fuzz", ending);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads, or is refused in words. */
    static <C extends Record> void load(Dataset<C> dataset, C config, Path file, byte[] content) {
        try {
            Files.write(file, content);
            dataset.load(config, FILES);
        } catch (IOException refusal) {
            Refusals.check(refusal.getMessage());
        }
    }
}
