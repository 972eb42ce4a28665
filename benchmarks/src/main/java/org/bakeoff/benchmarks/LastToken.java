package org.bakeoff.benchmarks;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;

/** A model that looks at the last token id only: training it takes what batches cost without a network. */
public final class LastToken implements ModelProvider<LastToken.Config> {

    /** Nothing to choose. */
    public record Config() {}

    @Override
    public String name() {
        return "last-token";
    }

    @Override
    public String description() {
        return "a line through the last token's id; as good as no network at all";
    }

    @Override
    public Config defaults() {
        return new Config();
    }

    @Override
    public Block create(Config config, DatasetInfo data) {
        return new SequentialBlock()
                .add(tokens -> new NDList(tokens.singletonOrThrow()
                        .get(":, -1:")
                        .toType(DataType.FLOAT32, false)
                        .div(data.vocabularySize())))
                .add(Linear.builder().setUnits(data.outputs()).build());
    }
}
