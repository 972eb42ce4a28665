package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * Goes through large arrays in blocks, to copy them into Java. Where Java has no memory for the copy, DJL's native code crashes the
 * process, so that no copy may be as large as an array can be.
 */
final class ArrayBlocks {

    /** So many numbers are copied at once. */
    static final long BLOCK = 1 << 22;

    private ArrayBlocks() {}

    /** Reads a block. */
    @FunctionalInterface
    interface Reader<E extends Exception> {

        /** Reads some numbers, which are closed afterwards. */
        void read(NDArray block) throws E;
    }

    /** Has an array's numbers read in their order. */
    static <E extends Exception> void read(NDArray array, Reader<E> reader) throws E {
        if (array.size() <= BLOCK) {
            reader.read(array);
            return;
        }
        try (NDArray flat = array.reshape(-1)) {
            for (long start = 0; start < flat.size(); start += BLOCK) {
                try (NDArray block = flat.get(new NDIndex(start + ":" + Math.min(start + BLOCK, flat.size())))) {
                    reader.read(block);
                }
            }
        }
    }
}
