package org.bakeoff.dataset.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.assertj.core.api.AbstractStringAssert;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Example;
import org.bakeoff.io.RegularFiles;
import org.jspecify.annotations.Nullable;

/** Loads the dataset as a runner does. */
final class Loading {

    /** Opens what a user names as the runner does, but for its SHA-256. */
    static final DataContext FILES = (source, sha256) -> {
        Path path = Path.of(source);
        if (Files.isDirectory(path)) {
            RegularFiles.checkInside(path);
        }
        return path;
    };

    private Loading() {}

    /** The plugin, found as any other. */
    static ImdbDataset imdb() {
        for (Dataset<?> dataset : ServiceLoader.load(Dataset.class)) {
            if (dataset instanceof ImdbDataset imdb) {
                return imdb;
            }
        }
        throw new AssertionError("no such service");
    }

    static ImdbConfig config(Path source) {
        return new ImdbConfig(source.toString(), null, 100, 20, null, null);
    }

    static ImdbConfig limited(Path source, int limit) {
        return new ImdbConfig(source.toString(), null, 100, 20, null, limit);
    }

    static DataSplits load(Path source) throws IOException {
        return load(config(source));
    }

    static DataSplits load(ImdbConfig config) throws IOException {
        return imdb().load(config, FILES);
    }

    /** Returns the message about a source that can't be loaded. */
    static AbstractStringAssert<?> refusal(Path source) {
        return refusal(config(source));
    }

    /** Returns the message about a configuration that can't be loaded. */
    static AbstractStringAssert<?> refusal(ImdbConfig config) {
        Throwable thrown = catchThrowable(() -> load(config));
        assertThat(thrown).isInstanceOf(IOException.class);
        return assertThat(message(thrown)).doesNotContain("Exception").doesNotContain("(null)");
    }

    private static String message(@Nullable Throwable thrown) {
        return thrown == null ? "" : String.valueOf(thrown.getMessage());
    }

    /** All that is known of an example, for comparing. */
    static List<?> content(Example example) {
        List<Integer> tokens = Arrays.stream(example.tokens()).boxed().toList();
        return List.of(example.id(), tokens, example.label(), example.text(), example.group(), example.attributes());
    }

    /** All that is known of both sets. */
    static List<?> content(DataSplits data) {
        return List.of(
                data.info(),
                data.train().stream().map(Loading::content).toList(),
                data.test().stream().map(Loading::content).toList());
    }
}
