package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.api.ModelProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that depend on more than they say, so that what the cache has of them may be of something else. */
class UnsaidInputsTest {

    /** Where the list of files is. */
    public record Listed(
            @ConfigProperty(value = "a list of files", path = true)
            String list) {}

    /** Opens a list in load, and the files in it when their examples are read. */
    public static final class LazyData implements Dataset<Listed> {

        @Override
        public String name() {
            return "lazy";
        }

        @Override
        public String description() {
            return "opens files late";
        }

        @Override
        public Listed defaults() {
            return new Listed("");
        }

        @Override
        public DataSplits load(Listed config, DataContext context) throws IOException {
            Path list = context.open(config.list(), null);
            List<String> files = Files.readAllLines(list);
            List<Example> examples = new AbstractList<>() {
                @Override
                public Example get(int index) {
                    return example(context, list.resolveSibling(files.get(index)));
                }

                @Override
                public int size() {
                    return files.size();
                }
            };
            DatasetInfo info = new DatasetInfo(List.of("no", "yes"), List.of("<padding>", "a", "b"), 3);
            return new DataSplits(info, examples.subList(0, 4), examples.subList(4, 6));
        }

        private static Example example(DataContext context, Path file) {
            try {
                int label = Integer.parseInt(Files.readString(context.open(file.toString(), null)));
                String id = String.valueOf(file.getFileName());
                return new Example(id, new int[] {1 + label}, label, "", id, Map.of());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What is added to each character. */
    public record Shift(@ConfigProperty("what is added") int shift) {}

    /** Has an encoding whose fingerprint lacks its configuration. */
    public static final class Shifting implements ModelProvider<Shift> {

        @Override
        public String name() {
            return "shifting";
        }

        @Override
        public String description() {
            return "forgets its configuration";
        }

        @Override
        public Shift defaults() {
            return new Shift(0);
        }

        @Override
        public Block create(Shift config, DatasetInfo data) {
            return new SequentialBlock()
                    .add(Linear.builder().setUnits(data.outputs()).build());
        }

        @Override
        public Optional<Encoding> encoding(Shift config) {
            return Optional.of(new Encoding() {
                @Override
                public String fingerprint() {
                    return "characters";
                }

                @Override
                public DatasetInfo learn(DatasetInfo data, Stream<String> texts) {
                    List<String> vocabulary =
                            IntStream.range(0, 300).mapToObj(id -> "w" + id).toList();
                    return new DatasetInfo(data.classes(), vocabulary, 20);
                }

                @Override
                public Dataset.TextEncoder encoder(DatasetInfo data) {
                    return text -> text.chars()
                            .map(character -> 1 + character % 100 + config.shift())
                            .limit(20)
                            .toArray();
                }
            });
        }
    }

    @TempDir
    Path folder;

    @Test
    void aDatasetThatOpensFilesWhenItsExamplesAreReadIsRefused() throws IOException {
        for (int file = 0; file < 6; file++) {
            Files.writeString(folder.resolve("f" + file), String.valueOf(file % 2));
        }
        Path list = Files.writeString(folder.resolve("list"), "f0\nf1\nf2\nf3\nf4\nf5\n");

        RefusedPlugins.assertRefused(
                folder,
                Experiment.builder()
                        .dataset(new LazyData(), new Listed(list.toString()))
                        .model("m", "mean"),
                "the dataset plugin 'lazy' opens files only when its examples are read");
        assertThat(folder.resolve("cache/encoded")).isEmptyDirectory();
    }

    @Test
    void anEncodingWhoseFingerprintLacksItsConfigurationIsRefused() {
        Shifting plugin = new Shifting();
        RefusedPlugins.assertRefused(
                folder,
                Experiment.builder()
                        .dataset("parity", Map.of())
                        .model("one", plugin, new Shift(0))
                        .model("two", plugin, new Shift(100)),
                "the model plugin 'shifting' gives other token ids of a training text than");
    }
}
