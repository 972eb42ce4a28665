package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

/**
 * Applies any block to every vector of a sequence by itself, such as a {@link ai.djl.nn.core.Linear} or an activation of DJL: a
 * sequence (N, T, size), with its {@linkplain PaddingMask mask} (N, T) if it has one, to (N, T, another size) and the mask.
 */
public final class TimeDistributed extends MaskedBlock {

    private final Block block;

    /**
     * Makes a block that is not initialised yet.
     *
     * @param block maps (N, T, size) to (N, T, another size), each vector by itself
     */
    public TimeDistributed(Block block) {
        this.block = addChildBlock("block", block);
    }

    @Override
    NDArray run(ParameterStore parameters, NDArray sequence, NDArray mask, boolean training) {
        return block.forward(parameters, new NDList(sequence), training).singletonOrThrow();
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        block.initialize(manager, dataType, inputShapes[0]);
    }

    @Override
    Shape outputShape(Shape input) {
        return block.getOutputShapes(new Shape[] {input})[0];
    }
}
