package org.bakeoff.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.Dataset;

/** Loads a dataset from a file with the content to test. */
final class FuzzedDataset {

    private static final DataContext FILES = (source, sha256) -> Path.of(source);

    private FuzzedDataset() {}

    /** Creates a file for this process, to be overwritten again and again, and deleted at the end. */
    static Path file(String ending) {
        try {
            Path file = Files.createTempFile("bakeoff-fuzz", ending);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads the dataset; checks the message if it is refused. */
    static <C extends Record> void load(Dataset<C> dataset, C config, Path file, byte[] content) {
        try {
            Files.write(file, content);
            dataset.load(config, FILES);
        } catch (IOException refusal) {
            MessageCheck.check(refusal.getMessage());
        }
    }
}
