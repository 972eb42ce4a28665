package org.bakeoff.toolkit.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.toolkit.layers.RecurrentStack.Summary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two directions, pooling, chunks and word dropout. */
class RecurrentReadingTest {

    private static final int VOCABULARY = 30;

    private final Engine engine = Engine.getEngine("PyTorch");

    /** The oracle reads one text at a time, so this is also the law that batch mates change nothing. */
    @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
    void computesWhatPlainJavaComputesForEachTextAlone(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 23) Integer> lengths,
            @ForAll @Size(min = 1, max = 2) List<@IntRange(min = 1, max = 6) Integer> hidden,
            @ForAll boolean bidirectional,
            @ForAll Summary pooling,
            @ForAll @IntRange(max = 30) int chunk) {
        Integer cut = chunk == 0 || pooling == Summary.LAST ? null : chunk;
        RecurrentStack config = new RecurrentStack(4, hidden, 0.5, bidirectional, pooling, 0.5, cut);
        try (NDManager manager = engine.newBaseManager()) {
            Block block = block(manager, config, SimpleRnn::new);
            int columns = 23;
            long[] tokens = tokens(lengths, columns);
            double[] logits =
                    logits(block, manager, tokens, lengths.size(), false).toDoubleArray();
            for (int row = 0; row < lengths.size(); row++) {
                long[] alone = Arrays.copyOfRange(tokens, row * columns, (row + 1) * columns);
                assertThat(logits[row]).isCloseTo(PlainStack.logit(config, block, alone), within(1e-9));
            }
        }
    }

    /** A chunk is as long as it is, however much padding a batch puts in front. */
    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void inChunksMorePaddingChangesNothing(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 23) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 30) int chunk,
            @ForAll @IntRange(min = 1, max = 40) int more,
            @ForAll boolean bidirectional) {
        RecurrentStack config = new RecurrentStack(4, List.of(5, 3), 0, bidirectional, Summary.MAX_MEAN, 0, chunk);
        try (NDManager manager = engine.newBaseManager()) {
            Block block = block(manager, config, Lstm::new);
            double[] few = logits(block, manager, tokens(lengths, 23), lengths.size(), false)
                    .toDoubleArray();
            double[] many = logits(block, manager, tokens(lengths, 23 + more), lengths.size(), false)
                    .toDoubleArray();
            assertThat(many).containsExactly(few, within(1e-12));
        }
    }

    /** With padding that rows share, with none, in two directions, over chunks, and where a layer's outputs at padding go nowhere. */
    @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
    void aBackwardPassOfItsOwnGivesTheEnginesGradients(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 23) Integer> lengths,
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 1, max = 6) Integer> hidden,
            @ForAll boolean bidirectional,
            @ForAll Summary pooling,
            @ForAll boolean gated,
            @ForAll @IntRange(max = 30) int chunk) {
        Integer cut = chunk == 0 || pooling == Summary.LAST ? null : chunk;
        RecurrentStack config = new RecurrentStack(4, hidden, 0, bidirectional, pooling, 0, cut);
        long[] tokens = tokens(lengths, 23);
        try (NDManager manager = engine.newBaseManager()) {
            Block block = block(manager, config, gated ? Gru::new : SimpleRnn::new);
            List<double[]> engines = gradients(block, manager, tokens, lengths.size(), null);
            List<Consumer<GradientCollector>> passes = new ArrayList<>();
            List<double[]> own = gradients(block, manager, tokens, lengths.size(), passes);
            assertThat(passes).hasSizeGreaterThanOrEqualTo(hidden.size());
            for (int index = 0; index < own.size(); index++) {
                assertThat(own.get(index)).containsExactly(engines.get(index), within(1e-12));
            }
        }
    }

    /** Returns the gradients of the parameters for a weighted sum of the logits. */
    private List<double[]> gradients(
            Block block,
            NDManager manager,
            long[] tokens,
            int rows,
            @Nullable List<Consumer<GradientCollector>> passes) {
        List<NDArray> weights =
                block.getParameters().values().stream().map(Parameter::getArray).toList();
        weights.forEach(weight -> weight.setRequiresGradient(true));
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = engine.newGradientCollector()) {
            weights.forEach(weight -> weight.getGradient().subi(weight.getGradient()));
            PairList<String, Object> options = new PairList<>();
            if (passes != null) {
                options.add(ModelProvider.BACKWARD_PASSES, passes);
            }
            NDArray input = scope.create(tokens.clone(), new Shape(rows, tokens.length / rows));
            NDArray logits = block.forward(new ParameterStore(scope, false), new NDList(input), true, options)
                    .singletonOrThrow();
            collector.backward(logits.mul(scope.arange(1f, rows + 1f)
                            .toType(DataType.FLOAT64, false)
                            .reshape(rows, 1))
                    .sum());
            if (passes != null) {
                ModelProvider.runBackward(passes, collector);
            }
        }
        return weights.stream()
                .map(weight -> weight.getGradient().toDoubleArray())
                .toList();
    }

    /** As a GPU gets them. */
    @Test
    void weightsInOneArrayComputeAndLearnTheSame() {
        try (NDManager manager = engine.newBaseManager()) {
            NDList weights = new NDList(
                    manager.randomNormal(new Shape(12, 2)),
                    manager.randomNormal(new Shape(12, 3)),
                    manager.randomNormal(new Shape(12)),
                    manager.randomNormal(new Shape(12)));
            weights.forEach(weight -> weight.setRequiresGradient(true));
            NDArray expected = gradients(manager, weights, false);
            NDArray actual = gradients(manager, weights, true);
            assertThat(actual.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-6f));

            int held = manager.getManagedArrays().size();
            try (NDManager scope = manager.newSubManager()) {
                RecurrentLayer.contiguous(scope, weights);
            }
            assertThat(manager.getManagedArrays()).hasSize(held);
        }
    }

    /** Returns the outputs of five steps of an LSTM, and the gradients of their sum with respect to the weights, in one array. */
    private NDArray gradients(NDManager manager, NDList weights, boolean contiguous) {
        Lstm layer = new Lstm(3, true);
        layer.initialize(manager.newSubManager(), DataType.FLOAT32, new Shape(1, 5, 2));
        try (NDManager scope = manager.newSubManager()) {
            NDList all = new NDList();
            try (GradientCollector collector = engine.newGradientCollector()) {
                collector.zeroGradients();
                NDArray input = scope.arange(10f).reshape(5, 1, 2);
                NDList used = contiguous ? RecurrentLayer.contiguous(scope, weights) : weights;
                NDArray outputs =
                        layer.run(input, layer.zeroState(input, 1), used, true).get(0);
                all.add(outputs.flatten());
                collector.backward(outputs.sum());
            }
            weights.forEach(weight -> {
                NDArray gradient = weight.getGradient();
                gradient.attach(scope);
                NDArray flat = gradient.flatten();
                flat.attach(scope);
                all.add(flat);
            });
            NDArray result = NDArrays.concat(all);
            result.attach(manager);
            return result;
        }
    }

    @Test
    void everyChildComputesItsRowOfTheTable() {
        RecurrentStack config = new RecurrentStack(4, List.of(5, 3), 0, true, Summary.MAX_MEAN, 0.3, null);
        try (NDManager manager = engine.newBaseManager()) {
            Block block = block(manager, config, Lstm::new);
            assertThat(block.getChildren().values())
                    .extracting(child -> child.getClass().getSimpleName())
                    .containsExactly(
                            "TokenEmbedding", "WordDropout", "Bidirectional", "Bidirectional", "Pooling", "Linear");

            NDArray tokens = manager.create(tokens(List.of(6, 6), 6), new Shape(2, 6));
            NDArray value = tokens;
            for (Block child : block.getChildren().values()) {
                Shape declared = child.getOutputShapes(new Shape[] {value.getShape()})[0];
                value = child.forward(new ParameterStore(manager, false), new NDList(value), false)
                        .singletonOrThrow();
                assertThat(value.getShape()).isEqualTo(declared);
            }
            assertThat(value.toDoubleArray())
                    .containsExactly(
                            block.forward(new ParameterStore(manager, false), new NDList(tokens), false)
                                    .singletonOrThrow()
                                    .toDoubleArray(),
                            within(1e-12));
        }
    }

    @Test
    void theSecondDirectionHasParametersOfItsOwnAndBothLearn() {
        for (Summary pooling : Summary.values()) {
            Integer chunk = pooling == Summary.LAST ? null : 7;
            RecurrentStack config = new RecurrentStack(8, List.of(10, 6), 0.1, true, pooling, 0.1, chunk);
            try (NDManager manager = engine.newBaseManager()) {
                Block block = block(manager, config, Lstm::new);
                int pooled = pooling == Summary.MAX_MEAN ? 24 : 12;
                long size = block.getParameters().values().stream()
                        .mapToLong(parameter -> parameter.getArray().size())
                        .sum();
                assertThat(size)
                        .isEqualTo(VOCABULARY * 8L + 2 * 40 * (8 + 10 + 1) + 2 * 24 * (20 + 6 + 1) + pooled + 1);

                block.getParameters()
                        .values()
                        .forEach(parameter -> parameter.getArray().setRequiresGradient(true));
                try (GradientCollector collector = engine.newGradientCollector()) {
                    collector.backward(logits(block, manager, tokens(List.of(20, 11, 4), 20), 3, true)
                            .sum());
                }
                for (Parameter parameter : block.getParameters().values()) {
                    assertThat(parameter.getArray().getGradient().abs().sum().getDouble())
                            .as(parameter.getName())
                            .isPositive();
                }
            }
        }
    }

    /** A text of one word has a vector of zeros, or the word's scaled up: two logits, in the shares asked for. */
    @Test
    void wordDropoutZeroesWholeWordsAndScalesTheOthers() {
        int rows = 4000;
        RecurrentStack config = new RecurrentStack(4, List.of(5), 0, false, Summary.MAX, 0.3, null);
        try (NDManager manager = engine.newBaseManager()) {
            Block block = block(manager, config, SimpleRnn::new);
            long[] tokens = new long[2 * rows];
            for (int row = 0; row < rows; row++) {
                tokens[2 * row + 1] = 7;
            }
            double[] trained = logits(block, manager, tokens, rows, true).toDoubleArray();
            long[] alone = {0, 7};
            NDArray table = block.getParameters().get(0).getValue().getArray();
            NDArray vector = table.get("7").duplicate();
            table.set(new NDIndex("7"), vector.div(0.7));
            double kept = logits(block, manager, alone, 1, false).toDoubleArray()[0];
            table.set(new NDIndex("7"), vector.mul(0));
            double dropped = logits(block, manager, alone, 1, false).toDoubleArray()[0];

            assertThat(Math.abs(kept - dropped)).isGreaterThan(1e-3);
            int zeros = 0;
            for (double logit : trained) {
                boolean zero = Math.abs(logit - dropped) < 1e-6;
                assertThat(zero ? dropped : kept).isCloseTo(logit, within(1e-6));
                zeros += zero ? 1 : 0;
            }
            // Four standard errors.
            assertThat((double) zeros / rows).isCloseTo(0.3, within(4 * Math.sqrt(0.3 * 0.7 / rows)));
        }
    }

    @Test
    void chunksNeedASummaryOfThemAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecurrentStack(8, List.of(4), 0, false, Summary.LAST, 0, 100))
                .withMessageContaining("\"chunk\" needs a \"pooling\"");
    }

    private Block block(NDManager manager, RecurrentStack config, RecurrentStack.LayerFactory layer) {
        engine.setRandomSeed(3);
        DatasetInfo data = new DatasetInfo(
                List.of("neg", "pos"),
                IntStream.range(0, VOCABULARY).mapToObj(id -> "w" + id).toList(),
                23);
        Block block = config.build(data, layer);
        block.initialize(manager, DataType.FLOAT64, new Shape(1, 23));
        // Small vectors would hide what the layers do with them.
        NDArray table = block.getParameters().get(0).getValue().getArray();
        table.set(new NDIndex("..."), table.mul(20));
        return block;
    }

    private static NDArray logits(Block block, NDManager manager, long[] tokens, int rows, boolean training) {
        NDArray input = manager.create(Arrays.copyOf(tokens, tokens.length), new Shape(rows, tokens.length / rows));
        return block.forward(new ParameterStore(manager, false), new NDList(input), training)
                .singletonOrThrow();
    }

    /** Padded in front; a text's tokens are the same whatever the number of columns. */
    private static long[] tokens(List<Integer> lengths, int columns) {
        Random random = new Random(11);
        long[] tokens = new long[lengths.size() * columns];
        for (int row = 0; row < lengths.size(); row++) {
            for (int column = columns - lengths.get(row); column < columns; column++) {
                tokens[row * columns + column] = random.nextInt(VOCABULARY);
            }
        }
        return tokens;
    }
}
