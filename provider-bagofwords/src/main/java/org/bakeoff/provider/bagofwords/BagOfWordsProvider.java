package org.bakeoff.provider.bagofwords;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.ModelProvider.TrainingExamples;

/**
 * Makes baselines: logistic regression on which words are present, whatever their order and number, and a stronger one
 * that also sees pairs of neighbouring words and starts from how often each occurs in which class. They train in seconds,
 * and a network that does not outperform them has learned no more than counting does.
 */
public final class BagOfWordsProvider implements ModelProvider<BagOfWordsProvider.Config> {

    /** So many elements an array of Java has. */
    private static final int MOST_WEIGHTS = Integer.MAX_VALUE - 8;

    /**
     * Chooses the features and their weights.
     *
     * @param bigrams the number of buckets that pairs of neighbours are hashed to; 0 for single words only
     * @param weighting what a feature that is present counts
     */
    public record Config(
            @ConfigProperty(
                    value = "buckets that pairs of neighbours are hashed to; 0 for single words only",
                    min = 0,
                    max = 1 << 24)
            int bigrams,

            @ConfigProperty("presence: every feature counts 1; naive-bayes: its log-count ratio in the training set")
            Weighting weighting) {}

    /** Chooses what a feature that is present counts. */
    public enum Weighting {
        /** One. */
        PRESENCE,
        /** Its naive-Bayes log-count ratio. */
        NAIVE_BAYES
    }

    @Override
    public String name() {
        return "bagofwords";
    }

    @Override
    public String description() {
        return "logistic regression on the words present: the baseline that a network should outperform";
    }

    @Override
    public Config defaults() {
        return new Config(0, Weighting.PRESENCE);
    }

    @Override
    public Block create(Config config, DatasetInfo data) {
        Features features = features(config, data);
        return model(config, data, features, new float[features.count() * data.outputs()]);
    }

    @Override
    public Block create(Config config, DatasetInfo data, TrainingExamples examples) {
        if (config.weighting() == Weighting.PRESENCE) {
            return create(config, data);
        }
        Features features = features(config, data);
        return model(config, data, features, LogCountRatios.of(features, data, examples));
    }

    /** Refuses more weights than an array holds. */
    private static Features features(Config config, DatasetInfo data) {
        long weights = ((long) data.vocabularySize() + config.bigrams()) * data.outputs();
        if (weights > MOST_WEIGHTS) {
            throw new IllegalArgumentException("\"bigrams\" " + config.bigrams() + " and " + data.vocabularySize()
                    + " token ids, for " + data.outputs() + " classes, are " + weights + " weights; at most "
                    + MOST_WEIGHTS + " are possible. Give fewer \"bigrams\"");
        }
        return new Features(data.vocabularySize(), config.bigrams());
    }

    private static Block model(Config config, DatasetInfo data, Features features, float[] ratios) {
        if (config.bigrams() == 0 && config.weighting() == Weighting.PRESENCE) {
            return new SequentialBlock().add(new WordsPresent(data.vocabularySize(), data.outputs()));
        }
        return new SequentialBlock()
                .add(new FeaturesPresent(
                        features, data.outputs(), config.weighting() == Weighting.PRESENCE ? null : ratios));
    }

    @Override
    public boolean isBaseline() {
        return true;
    }
}
