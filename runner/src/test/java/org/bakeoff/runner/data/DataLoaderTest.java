package org.bakeoff.runner.data;

import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Path;
import java.util.List;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSpec;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Example;
import org.bakeoff.runner.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets that ask too much. */
class DataLoaderTest {

    @TempDir
    private Path folder;

    @Test
    void aDatasetThatFillsTheHeapEndsInAMessage() {
        DataLoader loader = new DataLoader(new DataLoader.Options(new CacheFolder(folder), true));

        assertThatIOException()
                .isThrownBy(() -> loader.load(new Spec.Chosen<>(new Huge(), new Huge.Config()), event -> {}))
                .withMessageContainingAll(
                        "the dataset 'huge' needs more memory",
                        (Runtime.getRuntime().maxMemory() >> 20) + " MiB",
                        "BAKEOFF_JAVA_OPTIONS=-Xmx4g");
    }

    /** Asks for an array of 8 GB. */
    private static final class Huge implements Dataset<Huge.Config> {

        record Config() {}

        @Override
        public String name() {
            return "huge";
        }

        @Override
        public String description() {
            return "more than there is memory";
        }

        @Override
        public Config defaults() {
            return new Config();
        }

        @Override
        public DataSplits load(Config config, DataContext context) {
            int[] tokens = new int[Integer.MAX_VALUE - 2];
            List<Example> examples = List.of();
            return new DataSplits(
                    new DataSpec(List.of("a", "b"), List.of("x", "y"), tokens.length), examples, examples);
        }
    }
}
