package org.bakeoff.testplugins;

import ai.djl.nn.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.jspecify.annotations.Nullable;

/** Models that read the characters of a text, and the dataset's token ids without an encoding of their own. */
public final class LettersProvider implements ModelProvider<LettersProvider.Config> {

    /** How they read. */
    public record Config(
            @ConfigProperty(
                    value = "characters of a text at most; absent: the dataset's token ids",
                    min = 1,
                    max = 1000)
            @Nullable
            Integer length,

            @ConfigProperty(
                    value = "what is wrong with the encoding",
                    oneOf = {"none", "padding", "classes", "null", "changing", "buffer"})
            String fault,

            @ConfigProperty(value = "a file of characters to leave out", path = true) @Nullable
            String without) {}

    @Override
    public String name() {
        return "letters";
    }

    @Override
    public String description() {
        return "a mean over vectors of characters";
    }

    @Override
    public Config defaults() {
        return new Config(null, "none", null);
    }

    @Override
    public Block create(Config config, DatasetInfo data) {
        return new VectorsProvider().create(new VectorsProvider.Config("masked"), data);
    }

    @Override
    public Optional<Encoding> encoding(Config config) {
        return Optional.ofNullable(config.length()).map(length -> new Letters(length, config));
    }

    private record Letters(int length, Config config) implements Encoding {

        @Override
        public String fingerprint() throws IOException {
            return length + config.fault() + left();
        }

        private String left() throws IOException {
            return config.without() == null ? "" : Files.readString(Path.of(config.without()));
        }

        @Override
        public DatasetInfo learn(DatasetInfo data, Stream<String> texts) throws IOException {
            List<String> letters = new ArrayList<>(List.of("<padding>", DatasetInfo.UNKNOWN));
            String left = left();
            if (config.fault().equals("changing")) {
                // As if somebody replaced the file just now.
                Files.writeString(Path.of(String.valueOf(config.without())), left + "8");
            }
            texts.flatMapToInt(String::chars)
                    .filter(letter -> left.indexOf(letter) < 0)
                    .distinct()
                    .sorted()
                    .forEach(letter -> letters.add(Character.toString(letter)));
            List<String> classes = config.fault().equals("classes") ? List.of("a", "b") : data.classes();
            return new DatasetInfo(classes, letters, length);
        }

        @SuppressWarnings("NullAway")
        @Override
        public TextEncoder encoder(DatasetInfo data) {
            AtomicInteger calls = new AtomicInteger();
            return text -> config.fault().equals("null")
                    ? null
                    : text.chars()
                            .skip(Math.max(0, text.length() - length))
                            // As if it were of another thread's text.
                            .map(letter ->
                                    config.fault().equals("buffer") ? letter + calls.getAndIncrement() % 2 : letter)
                            .map(letter -> config.fault().equals("padding")
                                    ? 0
                                    : Math.max(1, data.vocabulary().indexOf(Character.toString(letter))))
                            .toArray();
        }
    }
}
