package org.bakeoff.provider.fasttext;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.toolkit.layers.Initializers;

/**
 * Makes classifiers of the mean of vectors, one for each word and each run of neighbouring words, and a linear layer. They train in
 * a minute or two on a CPU, and are hard to outperform where a few words decide.
 *
 * <p>Source: Joulin, Grave, Bojanowski and Mikolov, "Bag of tricks for efficient text classification", EACL 2017; with the experiment's
 * optimizer and loss instead of their own. Leaving words out in training is from Iyyer, Manjunatha, Boyd-Graber and Daumé, "Deep unordered
 * composition rivals syntactic methods for text classification", ACL 2015.
 */
public final class FastTextProvider implements ModelProvider<FastTextProvider.Config> {

    /**
     * The configuration.
     *
     * @param embedding the length of a vector
     * @param ngrams the longest run of words that has a vector
     * @param buckets the number of vectors that runs of two words and more share, by a hash
     * @param wordDropout the share of words and runs that is left out of the mean in training
     * @param dropout the share of the mean's values that is dropped in training
     */
    public record Config(
            @ConfigProperty(value = "length of a vector", min = 1, max = 65536)
            int embedding,

            @ConfigProperty(
                    value = "words of the longest run that has a vector; 1: single words only",
                    min = 1,
                    max = 5)
            int ngrams,

            @ConfigProperty(
                    value = "vectors that runs of two words and more share, by a hash; not used for single words only",
                    min = 1,
                    max = 1 << 24)
            int buckets,

            @ConfigProperty(value = "share of words and runs left out of the mean in training", min = 0, max = 0.99)
            double wordDropout,

            @ConfigProperty(value = "share of the mean's values dropped in training", min = 0, max = 0.99)
            double dropout) {}

    @Override
    public String name() {
        return "fasttext";
    }

    @Override
    public String description() {
        return "the mean of the vectors of words and runs of words (Joulin et al., 2017)";
    }

    @Override
    public Config defaults() {
        return new Config(10, 2, 1 << 18, 0, 0);
    }

    @Override
    public Block create(Config config, DatasetInfo data) {
        NgramHash ngrams = new NgramHash(data.vocabularySize(), config.ngrams(), config.buckets());
        Linear classifier = Linear.builder().setUnits(data.outputs()).build();
        classifier.setInitializer(Initializers.glorotUniform(), Parameter.Type.WEIGHT);
        return new SequentialBlock()
                .add(new MeanOfVectors(ngrams, config.embedding(), config.wordDropout()))
                .add(Dropout.builder().optRate((float) config.dropout()).build())
                .add(classifier);
    }
}
