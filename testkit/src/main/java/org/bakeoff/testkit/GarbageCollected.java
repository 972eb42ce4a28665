package org.bakeoff.testkit;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A block after whose output Java collects garbage, as it may at any time between a model's output and its gradient. Numbers of Java
 * that no array holds any more are then no longer in memory.
 */
final class GarbageCollected extends AbstractBlock {

    /** What the first one leaves waiting is freed before what the second one finds. */
    private static final int ROUNDS = 2;

    /** Only ends what hangs. */
    private static final long LIMIT = TimeUnit.MINUTES.toNanos(10);

    private static final int WAITS = 100;

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

    /** Collects garbage, and waits until the memory of buffers that are no longer used is freed. */
    private static void collect() {
        ByteBuffer.allocateDirect(1);
        long buffers = buffers();
        long start = System.nanoTime();
        while (buffers() >= buffers && System.nanoTime() - start < LIMIT) {
            System.gc();
            for (int wait = 0; wait < WAITS && buffers() >= buffers; wait++) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private static long buffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getCount)
                .sum();
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
