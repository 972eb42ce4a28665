package org.bakeoff.experiment;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.api.ModelProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encoders that know more in the process that read the data than in one that asks trained models later. */
class LaterEncoderTest {

    /** Nothing to configure. */
    public record Nothing() {}

    /** Keeps the ids of words in a field. */
    private static final class Words {

        private final Map<String, Integer> ids = new HashMap<>();

        int[] learn(String text) {
            Stream.of(text.split(" ")).forEach(word -> ids.putIfAbsent(word, 2 + ids.size()));
            return encode(text);
        }

        int[] encode(String text) {
            return Stream.of(text.split(" "))
                    .mapToInt(word -> ids.getOrDefault(word, 1))
                    .limit(5)
                    .toArray();
        }

        static DatasetInfo info() {
            return new DatasetInfo(
                    List.of("no", "yes"),
                    IntStream.range(0, 50).mapToObj(id -> "w" + id).toList(),
                    5);
        }
    }

    /** Fills in load what its encoder reads. */
    public static final class RememberingData implements Dataset<Nothing> {

        private final Words words = new Words();

        @Override
        public String name() {
            return "remembering";
        }

        @Override
        public String description() {
            return "keeps its words";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public DataSplits load(Nothing config, DataContext context) {
            return new DataSplits(Words.info(), examples("a"), examples("b"));
        }

        private List<Example> examples(String set) {
            return IntStream.range(0, 20)
                    .mapToObj(index -> {
                        String text = (index % 2 == 0 ? "bad film " : "good film ") + index % 7;
                        return new Example(set + index, words.learn(text), index % 2, text, set + index, Map.of());
                    })
                    .toList();
        }

        @Override
        public Optional<TextEncoder> encoder(Nothing config, DatasetInfo data) {
            return Optional.of(words::encode);
        }
    }

    /** Fills in learn what its encoder reads. */
    public static final class RememberingModel implements ModelProvider<Nothing> {

        private final Words words = new Words();

        @Override
        public String name() {
            return "remembering";
        }

        @Override
        public String description() {
            return "keeps its words";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Block create(Nothing config, DatasetInfo data) {
            return new SequentialBlock();
        }

        @Override
        public Optional<Encoding> encoding(Nothing config) {
            return Optional.of(new Encoding() {
                @Override
                public String fingerprint() {
                    return "words";
                }

                @Override
                public DatasetInfo learn(DatasetInfo data, Stream<String> texts) {
                    texts.forEach(words::learn);
                    return new DatasetInfo(data.classes(), Words.info().vocabulary(), 5);
                }

                @Override
                public Dataset.TextEncoder encoder(DatasetInfo data) {
                    return words::encode;
                }
            });
        }
    }

    @TempDir
    Path folder;

    /** All its models would be asked about other token ids than they were trained on. */
    @Test
    void aDatasetWhoseEncoderNeedsWhatLoadKeptIsRefused() {
        RefusedPlugins.assertRefused(
                folder,
                Experiment.builder()
                        .dataset(new RememberingData(), new Nothing())
                        .model("m", "mean"),
                "the dataset plugin 'remembering' gives the text of the training example 'a0' other token ids");
    }

    @Test
    void anEncodingWhoseEncoderNeedsWhatLearnKeptIsRefused() {
        RefusedPlugins.assertRefused(
                folder,
                Experiment.builder().dataset("parity", Map.of()).model("m", new RememberingModel(), new Nothing()),
                "the model plugin 'remembering' gives other token ids of a text");
    }
}
