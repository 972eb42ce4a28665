package org.bakeoff.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.Fold;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.jspecify.annotations.Nullable;

/** A file with lines such as "good fine day"; the first word tells the class. Every other line is a test example. */
public class SoundData implements Dataset<SoundData.Config> {

    /** Where the file is. */
    public record Config(
            @ConfigProperty(value = "the file", path = true, required = true)
            String file,

            @ConfigProperty("the part of the lines to test on") @Nullable
            Fold fold) {}

    static final List<String> VOCABULARY = List.of("<padding>", "<unknown>", "good", "bad", "day", "fine");
    static final int LENGTH = 4;

    @Override
    public String name() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Override
    public String description() {
        return "lines of a file, whose first word tells the class";
    }

    @Override
    public Config defaults() {
        return new Config("", null);
    }

    @Override
    public DataSplits load(Config config, DataContext context) throws IOException {
        List<String> lines = lines(config, context);
        List<Example> train = new ArrayList<>();
        List<Example> test = new ArrayList<>();
        for (int number = 0; number < lines.size(); number++) {
            (tests(config.fold(), number, lines.size()) ? test : train).add(example(number, lines.get(number)));
        }
        return new DataSplits(new DatasetInfo(List.of("bad", "good"), VOCABULARY, LENGTH), train, test);
    }

    boolean tests(@Nullable Fold fold, int number, int lines) {
        if (fold == null) {
            return number % 2 == 1;
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, lines).boxed().toList());
        Collections.shuffle(order, new Random(fold.repeat()));
        return order.get(number) % fold.of() == fold.number() - 1;
    }

    List<String> lines(Config config, DataContext context) throws IOException {
        return Files.readAllLines(context.open(config.file(), null));
    }

    Example example(int number, String line) {
        int label = line.startsWith("good") ? 1 : 0;
        return new Example(id(number), tokens(line), label, line, id(number), Map.of());
    }

    String id(int number) {
        return "line" + number;
    }

    int[] tokens(String line) {
        return Stream.of(line.split(" "))
                .limit(LENGTH)
                .mapToInt(word -> Math.max(1, VOCABULARY.indexOf(word)))
                .toArray();
    }

    @Override
    public Optional<TextEncoder> encoder(Config config, DatasetInfo data) {
        return Optional.of(this::tokens);
    }

    /** Writes such a file. */
    static Config written(Path folder) throws IOException {
        Path file = folder.resolve("lines.txt");
        Files.writeString(file, "good day\nbad day\nbad fine day\ngood fine Day day day\ngood\nbad\n");
        return new Config(file.toString(), null);
    }
}
