package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Adds to every token's vector one that tells its position, counted from 0 at the first token of its text: a sequence (N, T,
 * size) and its {@linkplain PaddingMask mask} (N, T) to the same shapes.
 */
public final class PositionalEncoding extends MaskedBlock {

    private static final double WAVELENGTHS = 10_000;

    /** The learned vectors, (positions, size); null for sinusoids. */
    private final @Nullable Parameter table;

    private final int positions;

    private PositionalEncoding(int positions) {
        this.positions = positions;
        this.table =
                positions == 0 ? null : addParameter("positions", Parameter.Type.WEIGHT, new NormalInitializer(0.02f));
    }

    /**
     * Makes a block that adds sines and cosines: sin(p / 10000^(2i / size)) to value 2i of the vector at position p, and the
     * cosine to value 2i + 1. The size must be even. It has no parameters.
     *
     * <p>Source: Vaswani et al., "Attention is all you need", NeurIPS 2017, section 3.5.
     */
    public static PositionalEncoding sinusoidal() {
        return new PositionalEncoding(0);
    }

    /**
     * Makes a block that adds learned vectors, which start from a normal distribution with a standard deviation of 0.02.
     *
     * <p>Source: Gehring et al., "Convolutional sequence to sequence learning", ICML 2017; the distribution as in Devlin et al.,
     * "BERT", NAACL 2019.
     *
     * @param positions the number of tokens of the longest text, {@link org.bakeoff.api.DatasetInfo#length()}
     */
    public static PositionalEncoding learned(int positions) {
        if (positions < 1) {
            throw new IllegalArgumentException("there is no position to learn: " + positions);
        }
        return new PositionalEncoding(positions);
    }

    @Override
    NDArray run(ParameterStore parameters, NDArray sequence, NDArray mask, boolean training) {
        NDArray indices = PaddingMask.positions(mask);
        NDArray vectors = table == null
                ? sinusoids(sequence.getManager(), sequence.getShape(), sequence.getDataType())
                : parameters.getValue(table, sequence.getDevice(), training);
        return sequence.add(indices.getNDArrayInternal()
                .embedding(indices, vectors, SparseFormat.DENSE)
                .singletonOrThrow());
    }

    /** (N, T, size) to the vectors of the positions from 0 to T - 1: (T, size). */
    private static NDArray sinusoids(NDManager manager, Shape shape, DataType type) {
        int columns = Math.toIntExact(shape.get(1));
        int size = Math.toIntExact(shape.get(2));
        double[] values = new double[columns * size];
        for (int pair = 0; pair < size; pair += 2) {
            double rate = Math.pow(WAVELENGTHS, -(double) pair / size);
            for (int column = 0; column < columns; column++) {
                values[column * size + pair] = Math.sin(column * rate);
                values[column * size + pair + 1] = Math.cos(column * rate);
            }
        }
        return manager.create(values, new Shape(columns, size)).toType(type, false);
    }

    @Override
    protected void beforeInitialize(Shape... inputShapes) {
        super.beforeInitialize(inputShapes);
        long size = inputShapes[0].get(2);
        if (table == null && size % 2 != 0) {
            throw new IllegalArgumentException(
                    "sinusoidal positions need vectors of even length, for a sine and a cosine each; this is " + size);
        }
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        if (table != null) {
            table.setShape(new Shape(positions, inputShapes[0].get(2)));
        }
    }
}
