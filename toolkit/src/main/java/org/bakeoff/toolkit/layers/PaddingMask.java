package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Says where tokens and padding are. Padding has the id 0 and stands in front. The last column counts as a token in any case, so
 * that a text without words is one token of padding, and means, maxima and attention over it are finite.
 */
public final class PaddingMask {

    /** Farther below any value than rounding reaches, but a number, so that gradients are. */
    static final float NEVER_LARGEST = -1e30f;

    private PaddingMask() {}

    /**
     * Returns 1 for every token and 0 for padding.
     *
     * @param tokens token ids of shape (N, T)
     * @param type the type of the mask: that of the sequences it is used with
     * @return (N, T)
     */
    public static NDArray of(NDArray tokens, DataType type) {
        NDArray begun = tokens.neq(0).toType(DataType.INT32, false).cumSum(1);
        Shape columns = new Shape(1, tokens.getShape().get(1));
        int[] last = new int[Math.toIntExact(columns.size())];
        last[last.length - 1] = 1;
        return begun.add(tokens.getManager().create(last, columns)).gt(0).toType(type, false);
    }

    /**
     * Returns the position of every token, from 0 for the first of its text; 0 for padding.
     *
     * @param mask (N, T)
     * @return (N, T) of type {@code INT64}
     */
    public static NDArray positions(NDArray mask) {
        return mask.toType(DataType.INT64, false).cumSum(1).sub(1).maximum(0);
    }

    /** Returns scores of which those at padding are lower than any other, for a maximum or a softmax; the shapes broadcast. */
    static NDArray lowered(NDArray scores, NDArray mask) {
        return scores.add(mask.sub(1).mul(-NEVER_LARGEST));
    }
}
