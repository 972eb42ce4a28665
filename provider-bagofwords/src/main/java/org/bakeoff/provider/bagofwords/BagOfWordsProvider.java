package org.bakeoff.provider.bagofwords;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import org.bakeoff.api.DataSpec;
import org.bakeoff.api.ModelProvider;

/**
 * Makes the floor of a comparison: logistic regression on which words are present, whatever their order and number. It
 * trains in seconds, and a network that loses to it has learned less than counting words does.
 */
public final class BagOfWordsProvider implements ModelProvider<BagOfWordsProvider.Config> {

    /** There is nothing to choose. */
    public record Config() {}

    @Override
    public String name() {
        return "bagofwords";
    }

    @Override
    public String description() {
        return "logistic regression on the words present: the floor that a network should beat";
    }

    @Override
    public Config defaults() {
        return new Config();
    }

    @Override
    public Block create(Config config, DataSpec data) {
        return new SequentialBlock().add(new WordsPresent(data.vocabularySize(), data.outputs()));
    }
}
