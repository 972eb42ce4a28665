package org.bakeoff.testplugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.jspecify.annotations.Nullable;

/** Exactly the examples that it is given, right or wrong: as {@code id;label;group;token token ...;text}. */
public final class ListedDataset implements Dataset<ListedDataset.Config> {

    /** The examples. */
    public record Config(
            @ConfigProperty("training examples") List<String> train,
            @ConfigProperty("test examples") List<String> test,

            @ConfigProperty(value = "classes", min = 2) int classes,

            @ConfigProperty(value = "largest number of token ids", min = 1)
            int length,

            @ConfigProperty(
                    value = "files that are opened and not used, unless others are said to be read",
                    path = true)
            List<String> sources,

            @ConfigProperty(value = "a file with the test examples, instead", path = true) @Nullable
            String file,

            @ConfigProperty("files and folders that are said to be read, and nothing else; none if nothing is said")
            List<String> others) {}

    @Override
    public String name() {
        return "listed";
    }

    @Override
    public String description() {
        return "the examples of its configuration";
    }

    @Override
    public Config defaults() {
        return new Config(List.of(), List.of(), 2, 8, List.of(), null, List.of());
    }

    @Override
    public DataSplits load(Config config, DataContext context) throws IOException {
        if (config.others().isEmpty()) {
            for (String source : config.sources()) {
                context.open(source, null);
            }
        } else {
            context.reads(config.others().stream().map(Path::of).toList());
        }
        List<String> test =
                config.file() == null ? config.test() : Files.readAllLines(context.open(config.file(), null));
        List<String> classes = IntStream.range(0, config.classes())
                .mapToObj(index -> "class-" + index)
                .toList();
        List<String> words = IntStream.range(0, 10).mapToObj(id -> "w" + id).toList();
        return new DataSplits(
                new DatasetInfo(classes, words, config.length()),
                examples(config.train()),
                examples(test),
                config.sources().stream().map(source -> "opened " + source).toList());
    }

    private static List<Example> examples(List<String> lines) {
        return lines.stream().map(ListedDataset::example).toList();
    }

    private static Example example(String line) {
        String[] fields = line.split(";", 5);
        int[] tokens = Arrays.stream(fields[3].split(" ", -1))
                .filter(token -> !token.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        return new Example(
                fields[0], tokens, Integer.parseInt(fields[1]), fields[4], fields[2], Map.of("text", fields[4]));
    }
}
