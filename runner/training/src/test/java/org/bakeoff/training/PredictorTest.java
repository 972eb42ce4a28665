package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bakeoff.data.TokenTable;
import org.bakeoff.spec.SeedPlan;
import org.bakeoff.spec.Training;
import org.bakeoff.training.engine.EngineLock;
import org.bakeoff.training.engine.PyTorch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictorTest {

    private static final int LENGTH = 100;

    private final EngineLock turn = EngineLock.take();
    private final CrossEntropyLoss objective = new CrossEntropyLoss(1);
    private final TokenTable table = table(3000);
    private final int[] all = IntStream.range(0, table.size()).toArray();

    /** Words at the padded length of every batch that the model was given. */
    private final List<Long> computed = new ArrayList<>();

    @AfterEach
    void release() {
        turn.close();
    }

    @ParameterizedTest
    @EnumSource(Training.Padding.class)
    void aGpuNeedsNoMoreMemoryThanForTheLargestBatch(Training.Padding padding) {
        try (Network network = network()) {
            List<Batch> batches = batches(padding);
            Predictor predictor = new Predictor(network, objective);

            computed.clear();
            predictor.probabilities(batches, table, done -> {});
            assertThat(computed).hasSize(batches.size());
            assertThat(taken()).isEqualTo(computed.stream().max(Long::compare).orElseThrow());

            computed.clear();
            predictor.score(batches, table, new int[table.size()]);
            assertThat(taken()).isEqualTo(computed.stream().max(Long::compare).orElseThrow());
        }
    }

    @Test
    void lossesAreAddedInTheOrderOfTheBatches() {
        try (Network network = network()) {
            List<Batch> batches = batches(Training.Padding.FIXED);
            Predictor predictor = new Predictor(network, objective);
            int[] labels = IntStream.of(all).map(example -> example % 2).toArray();

            double loss = 0;
            for (Batch batch : batches) {
                double[] logits;
                try (NDManager scope = network.scope()) {
                    logits = Predictor.values(network.logits(scope, batch.tokens(table)));
                }
                for (int row = 0; row < logits.length; row++) {
                    loss += objective.loss(logits, row, labels[batch.examples()[row]]);
                }
            }
            assertThat(predictor.score(batches, table, labels).loss()).isEqualTo(loss / all.length);
        }
    }

    /**
     * Returns what an allocator takes in all that reuses a block for whatever fits in, as PyTorch's does on a GPU, if every
     * batch gives its block back at its end.
     */
    private long taken() {
        TreeMap<Long, Long> blocks = new TreeMap<>();
        for (long needed : computed) {
            if (blocks.ceilingKey(needed) == null) {
                blocks.put(needed, needed);
            }
        }
        return blocks.values().stream().mapToLong(Long::longValue).sum();
    }

    private Network network() {
        SequentialBlock block = new SequentialBlock()
                .add(input -> {
                    NDArray tokens = input.singletonOrThrow();
                    long longest = Arrays.stream(tokens.neq(0)
                                    .toType(DataType.INT64, true)
                                    .sum(new int[] {1})
                                    .toLongArray())
                            .max()
                            .orElseThrow();
                    computed.add(longest * tokens.getShape().get(0));
                    return new NDList(tokens.toType(DataType.FLOAT32, true)
                            .mean(new int[] {1}, true)
                            .reshape(new Shape(-1, 1)));
                })
                .add(Linear.builder().setUnits(1).build());
        return new Network(block, PyTorch.prepare(1, 1), Device.cpu(), LENGTH);
    }

    private List<Batch> batches(Training.Padding padding) {
        return new Batches(table, training(padding), LENGTH).inOrder(all);
    }

    /** Texts whose lengths are about normal, so that long and short ones are fewer. */
    private static TokenTable table(int texts) {
        SplittableRandom random = new SplittableRandom(3);
        List<int[]> examples = new ArrayList<>();
        for (int text = 0; text < texts; text++) {
            int length =
                    1 + IntStream.range(0, 3).map(part -> random.nextInt(33)).sum();
            examples.add(random.ints(length, 1, 50).toArray());
        }
        return TokenTable.of(examples);
    }

    private static Training training(Training.Padding padding) {
        return new Training(
                1,
                16,
                0.1,
                Map.of(),
                new SeedPlan.Listed(List.of(1L)),
                null,
                0,
                Training.ValidationStrategy.FIRST,
                padding,
                50,
                "cpu",
                1,
                null,
                null,
                Training.Schedule.CONSTANT,
                null,
                0,
                Training.Optimizer.ADAM,
                null,
                null,
                0,
                1);
    }
}
