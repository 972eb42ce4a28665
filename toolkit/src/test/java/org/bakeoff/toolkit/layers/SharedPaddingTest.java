package org.bakeoff.toolkit.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.bakeoff.api.DatasetInfo;
import org.junit.jupiter.api.Test;

/** Padding that all rows have in common is computed once; a row alone has nothing to share, and shows what must come out. */
class SharedPaddingTest {

    private static final int LENGTH = 40;
    private static final int VOCABULARY = 30;

    private final Engine engine = Engine.getEngine("PyTorch");

    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE)
    void inDoublePrecisionNothingChanges(
            @ForAll @Size(min = 2, max = 6) List<@IntRange(max = LENGTH) Integer> lengths,
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 1, max = 12) Integer> hidden,
            @ForAll boolean gated,
            @ForAll RecurrentStack.Summary pooling,
            @ForAll boolean training) {
        check(lengths, hidden, gated, pooling, training, DataType.FLOAT64, 1e-10);
    }

    /** Forty steps through three layers let a difference in the last bits grow to some 1e-5 now and then. */
    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE)
    void inSinglePrecisionOnlyTheRoundingChanges(
            @ForAll @Size(min = 2, max = 6) List<@IntRange(max = LENGTH) Integer> lengths,
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 1, max = 12) Integer> hidden,
            @ForAll boolean gated,
            @ForAll RecurrentStack.Summary pooling,
            @ForAll boolean training) {
        check(lengths, hidden, gated, pooling, training, DataType.FLOAT32, 1e-4);
    }

    /** What dropout leaves of the padding differs from row to row, and must not be shared. */
    @Test
    void everyRowHasItsOwnDropout() {
        int rows = 300;
        double[] spreads = new double[2];
        for (int length : new int[] {1, LENGTH}) {
            try (NDManager manager = engine.newBaseManager()) {
                engine.setRandomSeed(5);
                Block block = new RecurrentStack(8, List.of(8, 8), 0.5).build(data(), SimpleRnn::new);
                block.initialize(manager, DataType.FLOAT64, new Shape(1, length));
                // A second layer that adds up what it is given: the more columns have a mask of their own, the more
                // the rows differ.
                NDArray recurrent = recurrentKernels(block).get(1);
                recurrent.set(new NDIndex("..."), manager.eye(8).toType(DataType.FLOAT64, false));
                long[] tokens = new long[rows * length];
                for (int row = 0; row < rows; row++) {
                    tokens[(row + 1) * length - 1] = 7;
                }
                NDArray logits = block.forward(
                                new ParameterStore(manager, false),
                                new NDList(manager.create(tokens, new Shape(rows, length))),
                                true)
                        .singletonOrThrow();
                spreads[length == 1 ? 0 : 1] = deviation(logits.toDoubleArray());
            }
        }

        // Last outputs are dropped too, which accounts for part of the spread of both.
        assertThat(spreads[1]).isGreaterThan(2 * spreads[0]);
    }

    private void check(
            List<Integer> lengths,
            List<Integer> hidden,
            boolean gated,
            RecurrentStack.Summary pooling,
            boolean training,
            DataType type,
            double tolerance) {
        try (NDManager manager = engine.newBaseManager()) {
            engine.setRandomSeed(3);
            Block block = new RecurrentStack(5, hidden, 0, false, pooling, 0, null)
                    .build(data(), gated ? Lstm::new : SimpleRnn::new);
            block.initialize(manager, type, new Shape(1, LENGTH));
            block.getParameters()
                    .values()
                    .forEach(parameter -> parameter.getArray().setRequiresGradient(true));
            long[] tokens = tokens(lengths);

            List<double[]> together = run(block, manager, tokens, lengths.size(), training);
            double[] logits = new double[lengths.size()];
            List<double[]> means = new ArrayList<>();
            together.forEach(values -> means.add(means.isEmpty() ? logits : new double[values.length]));
            for (int row = 0; row < lengths.size(); row++) {
                long[] alone = Arrays.copyOfRange(tokens, row * LENGTH, (row + 1) * LENGTH);
                List<double[]> one = run(block, manager, alone, 1, training);
                logits[row] = one.get(0)[0];
                for (int index = 1; index < one.size(); index++) {
                    add(means.get(index), one.get(index), 1.0 / lengths.size());
                }
            }

            for (int index = 0; index < means.size(); index++) {
                double largest =
                        Arrays.stream(means.get(index)).map(Math::abs).max().orElse(0);
                assertThat(together.get(index))
                        .containsExactly(means.get(index), Offset.offset(tolerance * Math.max(1, largest)));
            }
        }
    }

    /** The logits, and the gradients of their mean cross-entropy for class 0 with respect to every parameter. */
    private List<double[]> run(Block block, NDManager manager, long[] tokens, int rows, boolean training) {
        List<double[]> values = new ArrayList<>();
        try (NDManager scope = manager.newSubManager()) {
            NDArray input = scope.create(tokens, new Shape(rows, LENGTH));
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray logits = block.forward(new ParameterStore(scope, false), new NDList(input), training)
                        .singletonOrThrow();
                collector.backward(Activation.softPlus(logits).mean());
                values.add(doubles(logits));
            }
            for (Parameter parameter : block.getParameters().values()) {
                try (NDArray gradient = parameter.getArray().getGradient()) {
                    values.add(doubles(gradient));
                    gradient.subi(gradient.duplicate());
                }
            }
        }
        return values;
    }

    private static double[] doubles(NDArray array) {
        return array.toType(DataType.FLOAT64, false).toDoubleArray();
    }

    private static void add(double[] sum, double[] other, double factor) {
        Arrays.setAll(sum, index -> sum[index] + factor * other[index]);
    }

    private static List<NDArray> recurrentKernels(Block block) {
        return block.getParameters().values().stream()
                .filter(parameter -> parameter.getName().equals("recurrentKernel"))
                .map(Parameter::getArray)
                .toList();
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }

    /** Padded in front; what is padding inside a text is a token like any other. */
    private static long[] tokens(List<Integer> lengths) {
        Random random = new Random(11);
        long[] tokens = new long[lengths.size() * LENGTH];
        for (int row = 0; row < lengths.size(); row++) {
            for (int column = LENGTH - lengths.get(row); column < LENGTH; column++) {
                tokens[row * LENGTH + column] = random.nextInt(VOCABULARY);
            }
        }
        return tokens;
    }

    private static DatasetInfo data() {
        return new DatasetInfo(
                List.of("neg", "pos"),
                IntStream.range(0, VOCABULARY).mapToObj(id -> "w" + id).toList(),
                LENGTH);
    }
}
