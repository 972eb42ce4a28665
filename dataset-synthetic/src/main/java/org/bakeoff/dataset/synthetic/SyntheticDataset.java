package org.bakeoff.dataset.synthetic;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.Fold;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.dataset.synthetic.SyntheticConfig.Grammar;
import org.bakeoff.dataset.synthetic.TextGenerator.Written;
import org.bakeoff.toolkit.text.Encoder;
import org.bakeoff.toolkit.text.FoldedTexts;
import org.bakeoff.toolkit.text.KerasTokenizer;
import org.bakeoff.toolkit.text.LabelledText;
import org.bakeoff.toolkit.text.Tokenizer;
import org.bakeoff.toolkit.text.Vocabulary;

/**
 * Generates labelled texts from a grammar, to measure what a sequence classifier can and can't learn.
 *
 * <p>A text is an opening that names its subject, one telling sentence, and {@code distance} neutral words:
 *
 * <blockquote>We saw Silent Harbor on Monday. The plot was not dull but the acting bored. Our seats were in...
 * </blockquote>
 *
 * <p><b>Label.</b> The class is what the telling sentence means. The {@link SyntheticConfig.Grammar grammars} differ in what one
 * must know to tell: which words there are, what is negated, or their order. But for the words that a grammar has for one class, a
 * sentence is as likely of any class. The attribute {@code construction} says how a text is built.
 *
 * <p><b>Distance.</b> The telling sentence ends in a word that it needs, and the neutral words share no word with any
 * telling sentence or name; they don't depend on the label, and only the short opening comes first. So the number of words that a
 * recurrent model must carry the verdict across is known,
 * and the distance is all that a change of {@code distance} changes: the same seed gives the same examples in the same
 * order, with the same labels, vocabulary and token ids, and a longer text is the shorter one and more words. A
 * larger {@code train} or {@code test} keeps the examples of a smaller one in the same way.
 *
 * <p><b>Training and test set.</b> A text's group is its subject. The two sets are about different subjects, and each text
 * names its subject, so they share no text; they share telling sentences, since the grammars are small. Within a set a text may
 * occur twice. Of as many successive examples as there are classes, from the first, each class has one. A fold has texts of the
 * training set alone, those of its test set about other subjects than the rest, and the vocabulary of that rest.
 *
 * <p>The data is a function of the configuration alone, whichever the JDK, and nothing is read.
 */
public final class SyntheticDataset implements Dataset<SyntheticConfig> {

    /** The stream that names are drawn from; the sets have those of their own numbers. */
    private static final int NAMES = 0;

    private static final int TRAIN = 1;
    private static final int TEST = 2;

    @Override
    public String name() {
        return "synthetic";
    }

    @Override
    public String description() {
        return "texts made by a grammar, such as movie reviews, the telling words at a chosen distance from the end";
    }

    @Override
    public SyntheticConfig defaults() {
        return new SyntheticConfig(Grammar.MOVIES, 2000, SyntheticConfig.TEST, 0, 60, 1, null);
    }

    @Override
    public Optional<String> fingerprint(SyntheticConfig config, DataContext context) {
        return Optional.of("follows from the configuration");
    }

    @Override
    public DataSplits load(SyntheticConfig config, DataContext context) throws IOException {
        Rules rules = Rules.of(config.grammar());
        List<String> names = rules.names(RandomStream.of(config.seed(), NAMES));
        int half = names.size() / 2;
        List<Numbered> train = write(
                config.train(),
                "train-",
                new TextGenerator(rules, names.subList(0, half), config.distance(), config.seed(), TRAIN));
        Fold fold = config.fold();
        if (fold != null) {
            FoldedTexts<Numbered> cut = FoldedTexts.of(train, fold, true);
            return data(config, cut.train(), cut.test(), cut.notes());
        }
        List<Numbered> test = write(
                config.test(),
                "test-",
                new TextGenerator(rules, names.subList(half, names.size()), config.distance(), config.seed(), TEST));
        return data(config, train, test, List.of());
    }

    private static DataSplits data(
            SyntheticConfig config, List<Numbered> train, List<Numbered> test, List<String> notes) {
        Rules rules = Rules.of(config.grammar());
        Vocabulary vocabulary = vocabulary(rules, train);
        Encoder encoder = new Encoder(vocabulary, config.length(), Tokenizer.keras());
        return new DataSplits(
                new DatasetInfo(rules.classes(), vocabulary.words(), config.length()),
                examples(train, encoder, config.distance()),
                examples(test, encoder, config.distance()),
                notes);
    }

    @Override
    public Optional<TextEncoder> encoder(SyntheticConfig config, DatasetInfo data) {
        return Optional.of(Encoder.of(data, Tokenizer.keras()));
    }

    private static List<Numbered> write(int count, String prefix, TextGenerator generator) {
        List<String> classes = generator.rules().classes();
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    Written written = generator.write(number);
                    return new Numbered(prefix + number, classes.get(written.label()), written);
                })
                .toList();
    }

    /**
     * Returns all words of openings and telling sentences in the training set, then all neutral words. The vocabulary is the same at
     * every distance, so that models start from the same weights.
     */
    private static Vocabulary vocabulary(Rules rules, List<Numbered> train) {
        Map<String, Integer> frequencies = new HashMap<>();
        rules.fillerWords().forEach(word -> frequencies.put(word, 0));
        for (Numbered one : train) {
            KerasTokenizer.words(one.written().telling()).forEach(word -> frequencies.merge(word, 1, Integer::sum));
        }
        return Vocabulary.ofFrequencies(frequencies, Integer.MAX_VALUE);
    }

    private static List<Example> examples(List<Numbered> texts, Encoder encoder, int distance) {
        return texts.stream()
                .map(one -> new Example(
                        one.id(),
                        encoder.encode(KerasTokenizer.words(one.text())),
                        one.written().label(),
                        one.text(),
                        one.group(),
                        Map.of("construction", one.written().construction(), "distance", Integer.toString(distance))))
                .toList();
    }

    /** A text with its id. */
    private record Numbered(String id, String label, Written written) implements LabelledText {

        @Override
        public String text() {
            return written.text();
        }

        @Override
        public String group() {
            return written.subject();
        }

        @Override
        public IOException fault(String what) {
            return new IOException(id + ": " + what);
        }

        @Override
        public IOException sourceFault(String what) {
            return new IOException("synthetic texts: " + what);
        }
    }
}
