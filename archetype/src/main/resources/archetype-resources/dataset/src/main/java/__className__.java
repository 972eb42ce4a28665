package ${package};

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Example;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.toolkit.text.Encoder;
import org.bakeoff.toolkit.text.Tokenizer;
import org.bakeoff.toolkit.text.Vocabulary;

/** Reads lines with a label, a tab and a text. Every fifth line is a test example. */
public final class ${className} implements Dataset<${className}.Config> {

    /** The properties of "config" in a spec. */
    public record Config(
            @ConfigProperty(value = "the file", path = true, required = true) String file,
            @ConfigProperty(value = "number of token ids of a text that models see, the last ones", min = 1, max = 100_000) int length) {}

    private static final List<String> CLASSES = List.of("bad", "good");
    private static final int WORDS = 5000;
    private static final Tokenizer TOKENIZER = Tokenizer.words();

    @Override
    public String name() {
        return "${artifactId}";
    }

    @Override
    public String description() {
        return "lines with a label, good or bad, and a text";
    }

    @Override
    public Config defaults() {
        return new Config("", 50);
    }

    @Override
    public DataSplits load(Config config, DataContext context) throws IOException {
        Path file = context.open(config.file(), null);
        List<String[]> train = new ArrayList<>();
        List<String[]> test = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String[] parts = line.split("\t", 2);
            if (parts.length < 2 || !CLASSES.contains(parts[0])) {
                throw new IOException(file + ", line " + number + ": wanted good or bad, a tab and a text, found '"
                        + line + "'. Correct the line");
            }
            (number % 5 == 0 ? test : train).add(new String[] {"line-" + number, parts[0], parts[1]});
        }
        Map<String, Integer> counts = new HashMap<>();
        for (String[] entry : train) {
            TOKENIZER.tokens(entry[2]).forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        Encoder encoder = new Encoder(Vocabulary.ofFrequencies(counts, WORDS), config.length(), TOKENIZER);
        DatasetInfo info = new DatasetInfo(CLASSES, encoder.vocabulary().words(), config.length());
        return new DataSplits(info, examples(train, encoder), examples(test, encoder));
    }

    private static List<Example> examples(List<String[]> entries, Encoder encoder) {
        List<Example> examples = new ArrayList<>();
        for (String[] entry : entries) {
            int label = CLASSES.indexOf(entry[1]);
            examples.add(new Example(entry[0], encoder.encode(entry[2]), label, entry[2], entry[0], Map.of()));
        }
        return examples;
    }

    @Override
    public Optional<TextEncoder> encoder(Config config, DatasetInfo data) {
        return Optional.of(Encoder.of(data, TOKENIZER));
    }
}
