package org.bakeoff.runner.plugins;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import org.bakeoff.api.DataSpec;
import org.bakeoff.api.Key;
import org.bakeoff.api.ModelProvider;

/** A model that misbehaves in the way it is told to. */
public final class OddProvider implements ModelProvider<OddProvider.Config> {

    /** What it does. */
    public record Config(
            @Key(
                    value = "what it does",
                    oneOf = {"throw", "shape", "infinite", "exit"})
            String fault) {}

    @Override
    public String name() {
        return "odd";
    }

    @Override
    public String description() {
        return "misbehaves";
    }

    @Override
    public Config defaults() {
        return new Config("throw");
    }

    @Override
    public Block create(Config config, DataSpec data) {
        SequentialBlock block = new SequentialBlock();
        block.add(new LambdaBlock(list -> new NDList(list.singletonOrThrow().toType(DataType.FLOAT32, false))));
        return switch (config.fault()) {
            case "shape" -> block.add(Linear.builder().setUnits(7).build());
            case "infinite" ->
                block.add(new LambdaBlock(list ->
                                new NDList(list.singletonOrThrow().mul(1e38f).mul(1e38f))))
                        .add(Linear.builder().setUnits(data.outputs()).build());
            case "exit" -> {
                Runtime.getRuntime().halt(77);
                throw new IllegalStateException("not reached");
            }
            default -> throw new IllegalStateException("this model can't be made");
        };
    }
}
