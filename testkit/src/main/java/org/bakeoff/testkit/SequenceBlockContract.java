package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests that a block on padded sequences gives every text the same outputs and gradients, whatever the other texts of the batch
 * are, however far the batch is padded, and whatever values stand at padding: in double precision, to 1e-10.
 *
 * <p>The block takes a sequence of shape (N, T, {@link #size()}) and its mask of shape (N, T), 1 for a token and 0 for padding,
 * which stands in front. It returns a sequence and a mask, or an array of shape (N, any size) alone. The mask of a text without
 * words has a 1 in its last column.
 */
public abstract class SequenceBlockContract {

    private static final int[] LENGTHS = {9, 1, 4, 0, 12, 7, 2};
    private static final int[] ALL = IntStream.range(0, LENGTHS.length).toArray();
    private static final int COLUMNS = 12;
    private static final int MORE = 5;
    private static final double TOLERANCE = 1e-10;
    private static final int SEED = 7;

    private final Engine engine = Engine.getEngine("PyTorch");
    private final NDManager manager = engine.newBaseManager();

    /** Returns a new block that is not initialised yet. */
    protected abstract Block create();

    /** Returns the size of the vectors that the block takes: 6, unless overridden. */
    protected int size() {
        return 6;
    }

    @AfterEach
    final void close() {
        manager.close();
    }

    @Test
    final void outputsDependOnNoOtherText() {
        Block block = initialised();
        Run together = run(block, ALL, COLUMNS);
        for (int row : ALL) {
            same(
                    "the outputs of text " + row + " in a batch, and alone",
                    together.outputs().get(row),
                    run(block, new int[] {row}, COLUMNS).outputs().get(0));
        }
    }

    @Test
    final void paddingChangesNoOutput() {
        Block block = initialised();
        Run few = run(block, ALL, COLUMNS);
        Run many = run(block, ALL, COLUMNS + MORE);
        for (int row : ALL) {
            same(
                    "the outputs of text " + row + " with " + MORE + " more columns of padding, and without",
                    many.outputs().get(row),
                    few.outputs().get(row));
            same(
                    "the outputs of text " + row + " without padding, and with",
                    alone(block, row).outputs().get(0),
                    few.outputs().get(row));
        }
    }

    @Test
    final void gradientsAreTheSumOfThoseOfEachTextWithoutPadding() {
        Block block = initialised();
        Run together = run(block, ALL, COLUMNS + MORE);
        List<double[]> sums = together.weights().stream()
                .map(values -> new double[values.length])
                .toList();
        for (int row : ALL) {
            Run alone = alone(block, row);
            same(
                    "the gradient of the vectors of text " + row + " in a batch, and alone",
                    together.vectors().get(row),
                    alone.vectors().get(0));
            for (int index = 0; index < sums.size(); index++) {
                double[] sum = sums.get(index);
                double[] gradient = alone.weights().get(index);
                Arrays.setAll(sum, element -> sum[element] + gradient[element]);
            }
        }
        for (int index = 0; index < sums.size(); index++) {
            same(
                    "the gradient of the weight " + block.getParameters().keys().get(index)
                            + " in a batch, and the sum of those of each text",
                    together.weights().get(index),
                    sums.get(index));
        }
    }

    private Block initialised() {
        engine.setRandomSeed(SEED);
        Block block = create();
        block.initialize(manager, DataType.FLOAT64, new Shape(1, COLUMNS, size()), new Shape(1, COLUMNS));
        for (Parameter parameter : block.getParameters().values()) {
            // Zeros would hide what a weight does.
            NDArray weight = parameter.getArray();
            weight.addi(manager.randomNormal(0, 0.2f, weight.getShape(), DataType.FLOAT64));
            weight.setRequiresGradient(true);
        }
        return block;
    }

    private Run alone(Block block, int row) {
        return run(block, new int[] {row}, Math.max(1, LENGTHS[row]));
    }

    /**
     * Holds what a block gives.
     *
     * @param outputs of every text at its tokens, or its summary
     * @param vectors the gradient of every text's vectors at its tokens, of a weighted sum of the outputs
     * @param weights the gradient of every weight
     */
    private record Run(List<double[]> outputs, List<double[]> vectors, List<double[]> weights) {}

    private Run run(Block block, int[] rows, int columns) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = engine.newGradientCollector()) {
            double[] mask = new double[rows.length * columns];
            NDArray sequence = scope.create(vectors(rows, columns, mask), new Shape(rows.length, columns, size()))
                    .duplicate();
            sequence.setRequiresGradient(true);
            NDList input = new NDList(sequence, scope.create(mask, new Shape(rows.length, columns)));
            NDList result = block.forward(new ParameterStore(scope, false), input, false);
            NDArray output = result.head();
            boolean whole = output.getShape().dimension() == 2;
            double[] real = whole ? ones(rows.length) : result.get(1).toDoubleArray();
            double[] weights = new double[Math.toIntExact(output.size())];
            List<double[]> outputs = tokens(output, real, rows.length);
            for (int row = 0, place = 0; row < rows.length; row++) {
                int next = 0;
                for (int end = (row + 1) * weights.length / rows.length; place < end; place++) {
                    boolean counts = real[place * real.length / weights.length] == 1;
                    weights[place] = counts ? Math.cos(rows[row] + next++) : 0;
                }
            }
            collector.backward(
                    output.mul(scope.create(weights, output.getShape())).sum());
            return new Run(outputs, tokens(sequence.getGradient(), mask, rows.length), gradients(block));
        }
    }

    /** Returns vectors that are the same for a text in any batch, with any values at padding, and fills in the mask. */
    private double[] vectors(int[] rows, int columns, double[] mask) {
        double[] vectors = new Random(rows.length * 100L + columns)
                .doubles((long) mask.length * size(), -9, 9)
                .toArray();
        for (int row = 0; row < rows.length; row++) {
            Random random = new Random(rows[row]);
            int end = (row + 1) * columns;
            int start = end - Math.max(1, LENGTHS[rows[row]]);
            Arrays.fill(mask, start, end, 1);
            for (int place = start * size(); place < end * size(); place++) {
                vectors[place] = random.nextGaussian();
            }
        }
        return vectors;
    }

    /** Returns the values of every row where the mask is 1. */
    private static List<double[]> tokens(NDArray array, double[] mask, int rows) {
        double[] values = array.toDoubleArray();
        int size = values.length / mask.length;
        return IntStream.range(0, rows)
                .mapToObj(row -> IntStream.range(row * values.length / rows, (row + 1) * values.length / rows)
                        .filter(place -> mask[place / size] == 1)
                        .mapToDouble(place -> values[place])
                        .toArray())
                .toList();
    }

    private static List<double[]> gradients(Block block) {
        List<double[]> gradients = new ArrayList<>();
        for (Parameter parameter : block.getParameters().values()) {
            try (NDArray gradient = parameter.getArray().getGradient()) {
                gradients.add(gradient.toDoubleArray());
                gradient.subi(gradient.duplicate());
            }
        }
        return gradients;
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void same(String what, double[] actual, double[] expected) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int index = 0; index < actual.length; index++) {
            assertThat(actual[index])
                    .as("%s, element %d", what, index)
                    .isFinite()
                    .isCloseTo(expected[index], within(TOLERANCE));
        }
    }
}
