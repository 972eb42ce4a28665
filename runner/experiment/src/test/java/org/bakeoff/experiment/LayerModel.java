package org.bakeoff.experiment;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.function.Function;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;

/**
 * A model of counted words with a layer of a test between them and the classes.
 *
 * @param layer makes it
 */
record LayerModel(Function<DatasetInfo, Block> layer) implements ModelProvider<LayerModel.None> {

    record None() {}

    @Override
    public String name() {
        return "extra";
    }

    @Override
    public String description() {
        return "a layer of a test";
    }

    @Override
    public None defaults() {
        return new None();
    }

    @Override
    public Block create(None config, DatasetInfo data) {
        return new SequentialBlock()
                .add(ids -> new NDList(
                        ids.singletonOrThrow().oneHot(data.vocabularySize()).mean(new int[] {1})))
                .add(layer.apply(data))
                .add(Linear.builder().setUnits(data.outputs()).build());
    }
}
