package org.bakeoff.testplugins;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;

/** A linear model on a window of the last words, each as one number a word: DJL's own blocks, no toolkit. */
public final class MeanProvider implements ModelProvider<MeanProvider.Config> {

    /** Its size. */
    public record Config(
            @ConfigProperty(value = "hidden units", min = 1, max = 1000)
            int hiddenUnits,

            @ConfigProperty(value = "dropout", min = 0, max = 0.9)
            double dropout) {}

    @Override
    public String name() {
        return "mean";
    }

    @Override
    public String description() {
        return "a small network on the last word";
    }

    @Override
    public Config defaults() {
        return new Config(16, 0);
    }

    @Override
    public Block create(Config config, DatasetInfo data) {
        int vocabulary = data.vocabularySize();
        SequentialBlock block = new SequentialBlock();
        block.add(new LambdaBlock(
                list -> new NDList(list.singletonOrThrow().get(":, -1").oneHot(vocabulary))));
        block.add(Linear.builder().setUnits(config.hiddenUnits()).build());
        block.add(ai.djl.nn.Activation::tanh);
        if (config.dropout() > 0) {
            block.add(Dropout.builder().optRate((float) config.dropout()).build());
        }
        return block.add(Linear.builder().setUnits(data.outputs()).build());
    }
}
