package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets that ask too much. */
class DataLoaderTest {

    @TempDir
    private Path folder;

    @Test
    void aDatasetThatFillsTheHeapEndsInAMessage() {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> load(new Huge(() -> examples(1, new int[Integer.MAX_VALUE - 2], ""))))
                .returns(ErrorCode.OUT_OF_MEMORY, BakeoffException::code)
                .withMessageStartingWith("the dataset 'huge' needs more memory");
    }

    private void load(Huge dataset) throws IOException {
        new DataLoader(new DataLoader.Options(new CacheFolder(folder), true))
                .load(new Spec.Chosen<>(dataset, new Huge.Config()), LoadingListener.NONE);
    }

    private static List<Example> examples(int count, int[] tokens, String text) {
        return IntStream.range(0, count)
                .mapToObj(row -> new Example("e" + row, tokens, row % 2, text, "e" + row, Map.of()))
                .toList();
    }

    private record Huge(Supplier<List<Example>> train) implements Dataset<Huge.Config> {

        record Config() {}

        @Override
        public String name() {
            return "huge";
        }

        @Override
        public String description() {
            return "more than there is room for";
        }

        @Override
        public Config defaults() {
            return new Config();
        }

        @Override
        public DataSplits load(Config config, DataContext context) {
            return new DataSplits(
                    new DatasetInfo(List.of("a", "b"), List.of("x", "y"), 1 << 20),
                    train.get(),
                    List.of(new Example("test", new int[] {1}, 0, "x", "test", Map.of())));
        }
    }
}
