package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;

/**
 * Adds to a sequence what some blocks, one after the other, make of it: (N, T, size), with its {@linkplain PaddingMask mask}
 * (N, T) if it has one, to the same shapes.
 *
 * <p>Source: He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016. With a {@link
 * LayerNormalization} first it is a half of a pre-norm transformer layer: Xiong et al., "On layer normalization in the
 * transformer architecture", ICML 2020.
 */
public final class Residual extends MaskedBlock {

    private final SequentialBlock blocks = addChildBlock("blocks", new SequentialBlock());

    /**
     * Makes a block that is not initialised yet.
     *
     * @param blocks take and return a sequence and its mask; the last returns vectors of the size that the first takes
     */
    public Residual(Block... blocks) {
        for (Block block : blocks) {
            this.blocks.add(block);
        }
    }

    @Override
    NDArray run(ParameterStore parameters, NDArray sequence, NDArray mask, boolean training) {
        return sequence.add(
                blocks.forward(parameters, new NDList(sequence, mask), training).head());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        blocks.initialize(manager, dataType, inputShapes[0], inputShapes[0].slice(0, 2));
    }
}
