package org.bakeoff.testkit;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.TimeUnit;

/**
 * A block after whose output Java collects garbage, as it may at any time between a model's output and its gradient. Numbers of Java
 * that no array holds any more are then no longer in memory.
 */
final class GarbageCollected extends AbstractBlock {

    /**
     * Java hands over what a collection found as a whole list, and frees all buffers of one before it looks at the next. So
     * when it reports something that the second collection found, everything of the first is freed.
     */
    private static final int ROUNDS = 2;

    /** Only ends what hangs. */
    private static final long LIMIT = TimeUnit.MINUTES.toNanos(10);

    private static final int WAIT_MILLIS = 100;

    private final Block block;

    GarbageCollected(Block block) {
        super((byte) 1);
        this.block = addChildBlock("block", block);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
        NDList output = block.forward(store, inputs, training, options);
        if (training) {
            for (int round = 0; round < ROUNDS; round++) {
                collect();
            }
        }
        return output;
    }

    /** Collects garbage, and waits until Java reports an object that was garbage. */
    private static void collect() {
        ReferenceQueue<Object> found = new ReferenceQueue<>();
        Reference<Object> garbage = new PhantomReference<>(new Object(), found);
        long start = System.nanoTime();
        try {
            do {
                System.gc();
            } while (found.remove(WAIT_MILLIS) == null && System.nanoTime() - start < LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Reference.reachabilityFence(garbage);
        }
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... shapes) {
        block.initialize(manager, type, shapes);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] shapes) {
        return block.getOutputShapes(shapes);
    }
}
