package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;

/** Numbers that models multiply arrays by, or divide them by. */
public final class Scalars {

    private Scalars() {}

    /**
     * Returns a number that lives as long as the batch: DJL frees those of {@code mul(Number)} and {@code div(Number)} before the
     * gradient needs them.
     *
     * @param array an array of the batch
     */
    public static NDArray of(NDArray array, double number) {
        return array.getManager().create(number);
    }
}
