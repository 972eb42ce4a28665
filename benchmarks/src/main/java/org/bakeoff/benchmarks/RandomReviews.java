package org.bakeoff.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;

/** Reviews of random words with the lengths of movie reviews, for machines without the real ones. */
public final class RandomReviews implements Dataset<RandomReviews.Config> {

    private static final int FIRST_WORD = 4;
    /** About as many reviews as a movie of the Large Movie Review Dataset has. */
    private static final int GROUP = 7;

    /**
     * Says how many reviews to make.
     *
     * @param examples reviews in each of training and test set
     * @param length token ids of a review at most
     */
    public record Config(
            @ConfigProperty(value = "reviews in each of training and test set", min = 2)
            int examples,

            @ConfigProperty(value = "token ids of a review at most", min = 2)
            int length) {}

    @Override
    public String name() {
        return "random-reviews";
    }

    @Override
    public String description() {
        return "random words in reviews as long as movie reviews; there is nothing to learn";
    }

    @Override
    public Config defaults() {
        return new Config(25_000, 500);
    }

    @Override
    public Optional<String> fingerprint(Config config, DataContext context) {
        return Optional.of("follows from the configuration");
    }

    @Override
    public DataSplits load(Config config, DataContext context) throws IOException {
        List<String> vocabulary = IntStream.range(0, NotebookExperiment.VOCABULARY)
                .mapToObj(id -> "w" + id)
                .toList();
        DatasetInfo info = new DatasetInfo(List.of("negative", "positive"), vocabulary, config.length());
        return new DataSplits(info, examples(info, config.examples(), 1), examples(info, config.examples(), 2));
    }

    private static List<Example> examples(DatasetInfo info, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(index -> new Example(
                        "review-" + seed + "-" + index,
                        tokens(words(random), info.length(), random),
                        index % 2,
                        index + " " + random.nextLong(),
                        seed + "-" + index / GROUP,
                        Map.of()))
                .toList();
    }

    /** Returns how many words the next review has: log-normal, with the median and the spread of movie reviews. */
    static int words(SplittableRandom random) {
        return (int) Math.exp(5.2 + 0.6 * gaussian(random));
    }

    private static int[] tokens(int words, int length, SplittableRandom random) {
        int[] tokens = new int[Math.min(words + 1, length)];
        Arrays.setAll(tokens, position -> word(random));
        return tokens;
    }

    /** Returns a word's id; like words of a language, the frequent ones make most of a text. */
    private static int word(SplittableRandom random) {
        double rank = Math.pow(NotebookExperiment.VOCABULARY - FIRST_WORD, random.nextDouble());
        return FIRST_WORD - 1 + (int) rank;
    }

    /** Returns a text of so many words, with the capitals and punctuation that a tokenizer has to deal with. */
    static String text(int words, SplittableRandom random) {
        return IntStream.range(0, words)
                .mapToObj(position -> (position % 12 == 0 ? "The" : "word")
                        + Integer.toString(word(random), Character.MAX_RADIX)
                        + (position % 12 == 11 ? ".<br />" : position % 6 == 5 ? "," : ""))
                .collect(Collectors.joining(" "));
    }

    /** By Box and Muller's transform; SplittableRandom has no Gaussian numbers that are the same on every JDK. */
    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
