package org.bakeoff.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.toolkit.layers.TokenEmbedding;

/** A linear model on the sum of the word vectors; subclasses break it. */
public class SoundModel implements ModelProvider<SoundModel.Config> {

    /** Its size. */
    public record Config(
            @ConfigProperty(value = "length of a word's vector", min = 1, max = 4096)
            int embedding) {}

    @Override
    public String name() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String description() {
        return "a linear model on the sum of the word vectors";
    }

    @Override
    public Config defaults() {
        return new Config(16);
    }

    @Override
    public Block create(Config config, DatasetInfo data) {
        return new SequentialBlock()
                .add(TokenEmbedding.withMask(data.vocabularySize(), config.embedding()))
                .add(vectors ->
                        new NDList(summary(vectors.head().mul(vectors.get(1).expandDims(2)))))
                .add(Linear.builder().setUnits(data.outputs()).build());
    }

    /** (N, T, embedding), zero at padding, to (N, embedding). */
    NDArray summary(NDArray vectors) {
        return vectors.sum(new int[] {1});
    }
}
