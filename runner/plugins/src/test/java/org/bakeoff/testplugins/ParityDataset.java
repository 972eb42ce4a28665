package org.bakeoff.testplugins;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.jspecify.annotations.Nullable;

/** Texts of random words of which the last tells the class: its id modulo the number of classes. */
public final class ParityDataset implements Dataset<ParityDataset.Config> {

    /** How much, and what is read besides. */
    public record Config(
            @ConfigProperty(value = "training examples", min = 1, max = 100_000)
            int train,

            @ConfigProperty(value = "test examples", min = 1, max = 100_000)
            int test,

            @ConfigProperty(value = "classes", min = 2, max = 10)
            int classes,

            @ConfigProperty(value = "largest number of token ids", min = 1, max = 1000)
            int length,

            @ConfigProperty(value = "a file that is opened", path = true) @Nullable
            String source,

            @ConfigProperty("the SHA-256 it must have") @Nullable
            String sha256,

            @ConfigProperty("what stands before every text") String prefix) {

        /** A rule that involves two keys. */
        public Config {
            if (sha256 != null && source == null) {
                throw new IllegalArgumentException("\"sha256\" needs a \"source\"");
            }
        }
    }

    @Override
    public String name() {
        return "parity";
    }

    @Override
    public String description() {
        return "random words, the last of which tells the class";
    }

    @Override
    public Config defaults() {
        return new Config(200, 100, 2, 12, null, null, "");
    }

    @Override
    public Optional<String> fingerprint(Config config, DataContext context) {
        return config.source() == null ? Optional.of("follows from the configuration") : Optional.empty();
    }

    @Override
    public DataSplits load(Config config, DataContext context) throws IOException {
        long seed = 1;
        if (config.source() != null) {
            seed = Files.size(context.open(config.source(), config.sha256()));
        }
        List<String> classes = IntStream.range(0, config.classes())
                .mapToObj(index -> "class-" + index)
                .toList();
        List<String> words = IntStream.range(0, 30).mapToObj(id -> "w" + id).toList();
        DatasetInfo info = new DatasetInfo(classes, words, config.length());
        SplittableRandom random = new SplittableRandom(seed);
        return new DataSplits(
                info,
                examples("train", config.train(), config.prefix(), info, random),
                examples("test", config.test(), config.prefix(), info, random));
    }

    @Override
    public Optional<TextEncoder> encoder(Config config, DatasetInfo data) {
        return Optional.of(text -> {
            int[] known = Arrays.stream(text.split(" "))
                    .mapToInt(data.vocabulary()::indexOf)
                    .filter(token -> token > 0)
                    .toArray();
            return Arrays.copyOfRange(known, Math.max(0, known.length - data.length()), known.length);
        });
    }

    private static List<Example> examples(
            String half, int count, String prefix, DatasetInfo info, SplittableRandom random) {
        List<Example> examples = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            int[] tokens = random.ints(random.nextInt(1, info.length() + 1), 1, info.vocabularySize())
                    .toArray();
            int label = tokens[tokens.length - 1] % info.classes().size();
            examples.add(new Example(
                    half + "-" + index,
                    tokens,
                    label,
                    prefix + info.words(tokens),
                    half + "-group-" + index / 5,
                    Map.of()));
        }
        return examples;
    }
}
