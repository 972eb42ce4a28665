package org.bakeoff.dataset.synthetic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.dataset.synthetic.ReviewGenerator.Review;
import org.bakeoff.toolkit.text.Encoder;
import org.bakeoff.toolkit.text.KerasTokenizer;
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
 * occur twice. Each pair of successive examples, from the first, has one of either class.
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
        return new SyntheticConfig(2000, 1000, 0, 60, 1);
    }

    @Override
    public Optional<String> fingerprint(SyntheticConfig config, DataContext context) {
        return Optional.of("follows from the configuration");
    }

    @Override
    public DataSplits load(SyntheticConfig config, DataContext context) {
        List<String> movies = ReviewGenerator.titles(RandomStream.of(config.seed(), MOVIES));
        int half = movies.size() / 2;
        List<Review> train = write(
                config.train(), new ReviewGenerator(movies.subList(0, half), config.distance(), config.seed(), TRAIN));
        List<Review> test = write(
                config.test(),
                new ReviewGenerator(movies.subList(half, movies.size()), config.distance(), config.seed(), TEST));
        Vocabulary vocabulary = vocabulary(train);
        Encoder encoder = new Encoder(vocabulary, config.length(), Tokenizer.keras());
        return new DataSplits(
                new DatasetInfo(CLASSES, vocabulary.words(), config.length()),
                examples(train, "train-", encoder, config.distance()),
                examples(test, "test-", encoder, config.distance()));
    }

    @Override
    public Optional<TextEncoder> encoder(SyntheticConfig config, DatasetInfo data) {
        return Optional.of(Encoder.of(data, Tokenizer.keras()));
    }

    private static List<Review> write(int count, ReviewGenerator reviewer) {
        return IntStream.range(0, count).mapToObj(reviewer::write).toList();
    }

    /**
     * Returns all words of openings and opinions in the training set, then all neutral words. The vocabulary is the same at
     * every distance, so that models start from the same weights.
     */
    private static Vocabulary vocabulary(List<Review> train) {
        Map<String, Integer> frequencies = new HashMap<>();
        ReviewGenerator.GRAMMAR.words("filler").forEach(word -> frequencies.put(word, 0));
        for (Review review : train) {
            KerasTokenizer.words(review.telling()).forEach(word -> frequencies.merge(word, 1, Integer::sum));
        }
        return Vocabulary.ofFrequencies(frequencies, Integer.MAX_VALUE);
    }

    private static List<Example> examples(List<Review> reviews, String prefix, Encoder encoder, int distance) {
        IntFunction<Example> example = number -> {
            Review review = reviews.get(number);
            return new Example(
                    prefix + number,
                    encoder.encode(KerasTokenizer.words(review.text())),
                    review.positive() ? 1 : 0,
                    review.text(),
                    review.movie(),
                    Map.of("construction", review.construction(), "distance", Integer.toString(distance)));
        };
        return IntStream.range(0, reviews.size()).mapToObj(example).toList();
    }
}
