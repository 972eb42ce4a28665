package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.training.initializer.XavierInitializer;

/** The initialisers that Keras gives its layers. All draw from the engine's random numbers. */
public final class Initializers {

    private Initializers() {}

    /**
     * Uniform within plus and minus sqrt(6 / (inputs + outputs)) for a weight of shape (outputs, inputs).
     *
     * <p>Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks",
     * AISTATS 2010.
     */
    public static Initializer glorotUniform() {
        return new XavierInitializer(XavierInitializer.RandomType.UNIFORM, XavierInitializer.FactorType.AVG, 3f);
    }

    /** Uniform within plus and minus 0.05, as Keras' embeddings. */
    public static Initializer embeddingUniform() {
        return new UniformInitializer(0.05f);
    }

    /**
     * Returns a matrix of orthonormal columns (rows, if there are fewer rows), uniformly distributed among all of them: the Q
     * of a Gaussian matrix whose R has a positive diagonal.
     *
     * <p>Source: Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear
     * neural networks", ICLR 2014; Mezzadri, "How to generate random matrices from the classical compact groups", 2007.
     */
    public static Initializer orthogonal() {
        return Initializers::orthogonal;
    }

    private static NDArray orthogonal(NDManager manager, Shape shape, DataType type) {
        int rows = Math.toIntExact(shape.get(0));
        int columns = Math.toIntExact(shape.get(1));
        boolean wide = columns > rows;
        int vectors = Math.min(rows, columns);
        int size = Math.max(rows, columns);
        double[][] basis = gaussian(manager, vectors, size);
        for (int vector = 0; vector < vectors; vector++) {
            // Twice is enough: Giraud, Langou and Rozloznik, 2005.
            for (int pass = 0; pass < 2; pass++) {
                for (int earlier = 0; earlier < vector; earlier++) {
                    add(basis[vector], basis[earlier], -dot(basis[vector], basis[earlier]));
                }
            }
            scale(basis[vector], 1 / Math.sqrt(dot(basis[vector], basis[vector])));
        }
        double[] values = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values[row * columns + column] = wide ? basis[row][column] : basis[column][row];
            }
        }
        return array(manager, values, shape, type);
    }

    /**
     * Makes an array that owns its memory. One that DJL creates from Java's numbers lives in a buffer of the JVM, and so
     * does what {@code toType} gives of it where the type is the same: it is gone once the array is closed.
     */
    static NDArray array(NDManager manager, double[] values, Shape shape, DataType type) {
        try (NDArray borrowed = manager.create(values, shape);
                NDArray typed = borrowed.toType(type, false)) {
            return typed.duplicate();
        }
    }

    private static double[][] gaussian(NDManager manager, int vectors, int size) {
        float[] drawn;
        try (NDArray normal = manager.randomNormal(new Shape(vectors, size))) {
            drawn = normal.toFloatArray();
        }
        double[][] result = new double[vectors][size];
        for (int index = 0; index < drawn.length; index++) {
            result[index / size][index % size] = drawn[index];
        }
        return result;
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int index = 0; index < left.length; index++) {
            sum += left[index] * right[index];
        }
        return sum;
    }

    private static void add(double[] target, double[] other, double factor) {
        for (int index = 0; index < target.length; index++) {
            target[index] += factor * other[index];
        }
    }

    private static void scale(double[] target, double factor) {
        for (int index = 0; index < target.length; index++) {
            target[index] *= factor;
        }
    }
}
