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
import org.bakeoff.dataset.synthetic.ReviewGenerator.Review;
import org.bakeoff.toolkit.text.Encoder;
import org.bakeoff.toolkit.text.FoldedTexts;
import org.bakeoff.toolkit.text.KerasTokenizer;
import org.bakeoff.toolkit.text.LabelledText;
import org.bakeoff.toolkit.text.Tokenizer;
import org.bakeoff.toolkit.text.Vocabulary;

/**
 * Generates movie reviews from a grammar, to measure what a sequence classifier can and can't learn.
 *
 * <p>A review is an opening that names the movie, one sentence of opinion, and {@code distance} neutral words:
 *
 * <blockquote>We saw Silent Harbor on Monday. The plot was not dull but the acting bored. Our seats were in...
 * </blockquote>
 *
 * <p><b>Label.</b> The class is what the sentence of opinion means: "not", "hardly" and the like negate what is said of
 * one thing, "but" lets the clause after it decide, "although" the clause beside it. Counting
 * words gets most reviews right and no more, because the classes differ in words of opinion alone: but for these, a
 * sentence is as likely positive as negative. The attribute {@code construction} says how a review is built.
 *
 * <p><b>Distance.</b> The sentence of opinion ends in a word that it needs, and the neutral words share no word with any
 * sentence of opinion or title; they don't depend on the label, and only the short opening comes first. So the number of words that a recurrent model must carry the verdict across is known,
 * and the distance is all that a change of {@code distance} changes: the same seed gives the same examples in the same
 * order, with the same labels, vocabulary and token ids, and a longer review is the shorter one and more words. A
 * larger {@code train} or {@code test} keeps the examples of a smaller one in the same way.
 *
 * <p><b>Training and test set.</b> A review's group is its movie. The two sets are about different movies, and each review
 * names its movie, so they share no text; they share sentences of opinion, since the grammar is small. Within a set a text may
 * occur twice. Each pair of successive examples, from the first, has one of either class. A fold has reviews of the training
 * set alone, those of its test set about other movies than the rest, and the vocabulary of that rest.
 *
 * <p>The data is a function of the configuration alone, whichever the JDK, and nothing is read.
 */
public final class SyntheticDataset implements Dataset<SyntheticConfig> {

    private static final List<String> CLASSES = List.of("negative", "positive");

    /** The stream that movies are drawn from; the sets have those of their own numbers. */
    private static final int MOVIES = 0;

    private static final int TRAIN = 1;
    private static final int TEST = 2;

    @Override
    public String name() {
        return "synthetic";
    }

    @Override
    public String description() {
        return "Movie reviews made by a grammar, the telling words at a chosen distance from the end";
    }

    @Override
    public SyntheticConfig defaults() {
        return new SyntheticConfig(2000, SyntheticConfig.TEST, 0, 60, 1, null);
    }

    @Override
    public Optional<String> fingerprint(SyntheticConfig config, DataContext context) {
        return Optional.of("follows from the configuration");
    }

    @Override
    public DataSplits load(SyntheticConfig config, DataContext context) throws IOException {
        List<String> movies = ReviewGenerator.titles(RandomStream.of(config.seed(), MOVIES));
        int half = movies.size() / 2;
        List<Numbered> train = write(
                config.train(),
                "train-",
                new ReviewGenerator(movies.subList(0, half), config.distance(), config.seed(), TRAIN));
        Fold fold = config.fold();
        if (fold != null) {
            FoldedTexts<Numbered> cut = FoldedTexts.of(train, fold, true);
            return data(config, cut.train(), cut.test(), cut.notes());
        }
        List<Numbered> test = write(
                config.test(),
                "test-",
                new ReviewGenerator(movies.subList(half, movies.size()), config.distance(), config.seed(), TEST));
        return data(config, train, test, List.of());
    }

    private static DataSplits data(
            SyntheticConfig config, List<Numbered> train, List<Numbered> test, List<String> notes) {
        Vocabulary vocabulary = vocabulary(train);
        Encoder encoder = new Encoder(vocabulary, config.length(), Tokenizer.keras());
        return new DataSplits(
                new DatasetInfo(CLASSES, vocabulary.words(), config.length()),
                examples(train, encoder, config.distance()),
                examples(test, encoder, config.distance()),
                notes);
    }

    @Override
    public Optional<TextEncoder> encoder(SyntheticConfig config, DatasetInfo data) {
        return Optional.of(Encoder.of(data, Tokenizer.keras()));
    }

    private static List<Numbered> write(int count, String prefix, ReviewGenerator reviewer) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Numbered(prefix + number, reviewer.write(number)))
                .toList();
    }

    /**
     * Returns all words of openings and opinions in the training set, then all neutral words. The vocabulary is the same at
     * every distance, so that models start from the same weights.
     */
    private static Vocabulary vocabulary(List<Numbered> train) {
        Map<String, Integer> frequencies = new HashMap<>();
        ReviewGenerator.GRAMMAR.words("filler").forEach(word -> frequencies.put(word, 0));
        for (Numbered one : train) {
            KerasTokenizer.words(one.review().telling()).forEach(word -> frequencies.merge(word, 1, Integer::sum));
        }
        return Vocabulary.ofFrequencies(frequencies, Integer.MAX_VALUE);
    }

    private static List<Example> examples(List<Numbered> reviews, Encoder encoder, int distance) {
        return reviews.stream()
                .map(one -> new Example(
                        one.id(),
                        encoder.encode(KerasTokenizer.words(one.text())),
                        one.review().positive() ? 1 : 0,
                        one.text(),
                        one.group(),
                        Map.of("construction", one.review().construction(), "distance", Integer.toString(distance))))
                .toList();
    }

    /** A review with its id. */
    private record Numbered(String id, Review review) implements LabelledText {

        @Override
        public String text() {
            return review.text();
        }

        @Override
        public String label() {
            return CLASSES.get(review.positive() ? 1 : 0);
        }

        @Override
        public String group() {
            return review.movie();
        }

        @Override
        public IOException fault(String what) {
            return new IOException(id + ": " + what);
        }

        @Override
        public IOException sourceFault(String what) {
            return new IOException("synthetic reviews: " + what);
        }
    }
}
