package org.bakeoff.testkit;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import org.bakeoff.api.DatasetInfo;

/** A model that computes in double precision, with random weights of which none is zero. */
final class DoublePrecision implements AutoCloseable {

    private static final int SEED = 7;

    private final NDManager manager;
    private final Block block;

    DoublePrecision(Block block, DatasetInfo data) {
        Engine engine = Engine.getEngine("PyTorch");
        engine.setRandomSeed(SEED);
        this.manager = engine.newBaseManager();
        this.block = block;
        block.initialize(manager, DataType.FLOAT64, new Shape(1, data.length()));
        for (Parameter parameter : block.getParameters().values()) {
            NDArray weight = parameter.getArray();
            weight.addi(manager.randomNormal(0, 0.2f, weight.getShape(), DataType.FLOAT64)
                    .toType(weight.getDataType(), false));
        }
    }

    /** Returns whether the model computes in double precision; one that makes arrays of type FLOAT32 may not. */
    boolean works(long[] tokens, int columns) {
        try {
            logits(tokens, columns);
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    /** Returns the logits of token ids that come row by row. */
    double[] logits(long[] tokens, int columns) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray input = scope.create(tokens, new Shape(tokens.length / columns, columns));
            return block.forward(new ParameterStore(scope, false), new NDList(input), false)
                    .singletonOrThrow()
                    .toType(DataType.FLOAT64, false)
                    .toDoubleArray();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
