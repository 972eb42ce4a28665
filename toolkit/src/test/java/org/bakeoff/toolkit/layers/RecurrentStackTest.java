package org.bakeoff.toolkit.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bakeoff.api.DatasetInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrentStackTest {

    private static final int LENGTH = 20;

    private final NDManager manager = Engine.getEngine("PyTorch").newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void hasTheNotebooksParameters() {
        assertThat(parameters(rnn(5000, 2, List.of(100, 100)))).isEqualTo(193_501);
        assertThat(parameters(lstm(5000, 2, List.of(100)))).isEqualTo(213_301);
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 1", "3, 2, 1", "1, 3, 3", "3, 5, 5"})
    void givesLogitsOfTheShapeAsked(int rows, int classes, int outputs) {
        for (Block block : List.of(rnn(50, classes, List.of(4, 3)), lstm(50, classes, List.of(4, 3)))) {
            block.initialize(manager, DataType.FLOAT32, new Shape(1, LENGTH));
            assertThat(logits(block, new long[rows * LENGTH], rows).getShape()).isEqualTo(new Shape(rows, outputs));
        }
    }

    @Test
    void startsAsKerasDoes() {
        Block block = lstm(200, 2, List.of(30));
        block.initialize(manager, DataType.FLOAT32, new Shape(1, LENGTH));

        float[] bias = parameter(block, "bias").toFloatArray();
        for (int index = 0; index < bias.length; index++) {
            assertThat(bias[index]).isEqualTo(index >= 30 && index < 60 ? 1f : 0f);
        }
        assertThat(parameter(block, "embedding").abs().max().getFloat()).isBetween(0.045f, 0.05f);
        double limit = Math.sqrt(6.0 / (32 + 4 * 30));
        assertThat((double) parameter(block, "kernel").abs().max().getFloat()).isBetween(0.95 * limit, limit);
        NDArray recurrent = parameter(block, "recurrentKernel");
        NDArray product = recurrent.transpose().matMul(recurrent).sub(manager.eye(30));
        assertThat(product.abs().max().getFloat()).isLessThan(1e-5f);
    }

    @Test
    void aWideRecurrentKernelHasOrthonormalRows() {
        NDArray wide = Initializers.orthogonal().initialize(manager, new Shape(5, 9), DataType.FLOAT64);
        NDArray product = wide.matMul(wide.transpose()).sub(manager.eye(5).toType(DataType.FLOAT64, false));
        assertThat(product.abs().max().getDouble()).isLessThan(1e-12);
    }

    /** DJL's arrays may live in buffers of the JVM; weights must not, for nothing keeps such a buffer alive. */
    @Test
    void theFirstWeightsOutliveTheGarbageCollector() {
        Block block = lstm(50, 2, List.of(100));
        block.initialize(manager, DataType.FLOAT32, new Shape(1, LENGTH));
        List<float[]> before = values(block);
        for (int round = 0; round < 20; round++) {
            System.gc();
            for (int index = 0; index < 200; index++) {
                ByteBuffer other = ByteBuffer.allocateDirect(400 * Float.BYTES);
                while (other.hasRemaining()) {
                    other.put((byte) 0x7f);
                }
            }
        }
        List<float[]> after = values(block);
        for (int index = 0; index < before.size(); index++) {
            assertThat(after.get(index)).isEqualTo(before.get(index));
        }
    }

    @Test
    void aPredictionDependsOnItsExampleAlone() {
        for (Block block : List.of(rnn(50, 2, List.of(8, 8)), lstm(50, 2, List.of(8)))) {
            block.initialize(manager, DataType.FLOAT32, new Shape(1, LENGTH));
            long[] tokens = IntStream.range(0, 3 * LENGTH)
                    .mapToLong(index -> 1 + index * 7 % 49)
                    .toArray();
            float[] together = logits(block, tokens, 3).toFloatArray();
            for (int row = 0; row < 3; row++) {
                long[] alone = java.util.Arrays.copyOfRange(tokens, row * LENGTH, (row + 1) * LENGTH);
                assertThat(logits(block, alone, 1).getFloat())
                        .isCloseTo(together[row], org.assertj.core.data.Offset.offset(1e-6f));
            }
        }
    }

    @Test
    void refusesAStackWithoutLayers() {
        assertThatThrownBy(() -> new RecurrentStack(8, List.of(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hiddenUnits");
    }

    private static Block rnn(int vocabulary, int classes, List<Integer> hidden) {
        return new RecurrentStack(32, hidden, 0).build(data(vocabulary, classes), SimpleRnn::new);
    }

    private static Block lstm(int vocabulary, int classes, List<Integer> hidden) {
        return new RecurrentStack(32, hidden, 0).build(data(vocabulary, classes), Lstm::new);
    }

    private static DatasetInfo data(int vocabulary, int classes) {
        return new DatasetInfo(
                IntStream.range(0, classes).mapToObj(index -> "c" + index).toList(),
                IntStream.range(0, vocabulary).mapToObj(id -> "w" + id).toList(),
                LENGTH);
    }

    private long parameters(Block block) {
        block.initialize(manager, DataType.FLOAT32, new Shape(1, LENGTH));
        return block.getParameters().values().stream()
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    private NDArray logits(Block block, long[] tokens, int rows) {
        NDArray input = manager.create(tokens, new Shape(rows, LENGTH));
        return block.forward(new ParameterStore(manager, false), new NDList(input), false)
                .singletonOrThrow();
    }

    private static NDArray parameter(Block block, String name) {
        return block.getParameters().values().stream()
                .filter(parameter -> parameter.getName().equals(name))
                .map(Parameter::getArray)
                .findFirst()
                .orElseThrow();
    }

    private static List<float[]> values(Block block) {
        List<float[]> values = new ArrayList<>();
        block.getParameters()
                .values()
                .forEach(parameter -> values.add(parameter.getArray().toFloatArray()));
        return values;
    }
}
