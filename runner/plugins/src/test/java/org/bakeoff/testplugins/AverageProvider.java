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

/** A linear model on the share that every token id has of the columns: padding counts, so it shows how wide a batch is. */
public final class AverageProvider implements ModelProvider<AverageProvider.Config> {

    /** Its regularisation. */
    public record Config(
            @ConfigProperty(value = "dropout", min = 0, max = 0.9)
            double dropout) {}

    @Override
    public String name() {
        return "average";
    }

    @Override
    public String description() {
        return "a linear model on the share of every token id";
    }

    @Override
    public Config defaults() {
        return new Config(0);
    }

    @Override
    public Block create(Config config, DatasetInfo data) {
        int vocabulary = data.vocabularySize();
        SequentialBlock block = new SequentialBlock();
        block.add(new LambdaBlock(
                list -> new NDList(list.singletonOrThrow().oneHot(vocabulary).mean(new int[] {1}))));
        if (config.dropout() > 0) {
            block.add(Dropout.builder().optRate((float) config.dropout()).build());
        }
        return block.add(Linear.builder().setUnits(data.outputs()).build());
    }
}
