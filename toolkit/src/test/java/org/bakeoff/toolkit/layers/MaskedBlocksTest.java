package org.bakeoff.toolkit.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The blocks' formulas; the testkit's ToolkitBlocksTest tests their laws. */
class MaskedBlocksTest {

    private static final int SIZE = 4;

    private final Engine engine = Engine.getEngine("PyTorch");
    private final NDManager manager = engine.newBaseManager();

    /** A text of two words, with one column of padding. */
    private final double[][] words = {{9, 9, 9, 9}, {0.5, -1, 0.25, 2}, {1.5, 0.75, -0.5, 1}};

    private final NDList input = new NDList(
            manager.create(Arrays.stream(words).flatMapToDouble(Arrays::stream).toArray(), new Shape(1, 3, SIZE)),
            manager.create(new double[] {0, 1, 1}, new Shape(1, 3)));

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void sinusoidsStartAtTheFirstWord() {
        double[] sums = output(PositionalEncoding.sinusoidal()).head().toDoubleArray();

        double[] first = {0, 1, 0, 1};
        double[] second = {Math.sin(1), Math.cos(1), Math.sin(0.01), Math.cos(0.01)};
        for (int index = 0; index < SIZE; index++) {
            assertThat(sums[SIZE + index]).isCloseTo(words[1][index] + first[index], within(1e-12));
            assertThat(sums[2 * SIZE + index]).isCloseTo(words[2][index] + second[index], within(1e-12));
        }
    }

    @Test
    void sinusoidsNeedPairs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PositionalEncoding.sinusoidal()
                        .initialize(manager, DataType.FLOAT64, new Shape(1, 3, 5), new Shape(1, 3)))
                .withMessageContaining("even length");
    }

    @Test
    void headsNeedVectorsOfTheirSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultiHeadAttention(3, 0)
                        .initialize(manager, DataType.FLOAT64, new Shape(1, 3, SIZE), new Shape(1, 3)))
                .withMessageContaining("multiple of the number of heads");
    }

    @Test
    void attentionPoolingWeighsWordsByTheirScores() {
        Block block = new AttentionPooling(2);
        double[] pooled = output(block).singletonOrThrow().toDoubleArray();

        double[] kernel = values(block, 0);
        double[] query = values(block, 2);
        double[] weights = new double[3];
        for (int word = 1; word < 3; word++) {
            double score = 0;
            for (int unit = 0; unit < 2; unit++) {
                double sum = 0;
                for (int index = 0; index < SIZE; index++) {
                    sum += kernel[unit * SIZE + index] * words[word][index];
                }
                score += query[unit] * Math.tanh(sum);
            }
            weights[word] = Math.exp(score);
        }
        for (int index = 0; index < SIZE; index++) {
            assertThat(pooled[index])
                    .isCloseTo(
                            (weights[1] * words[1][index] + weights[2] * words[2][index]) / (weights[1] + weights[2]),
                            within(1e-12));
        }
    }

    @Test
    void aConvolutionSeesWindowsWithinTheText() {
        Block block = new MaskedConvolution(1, 2);
        NDList result = output(block);

        double[] kernel = values(block, 0);
        double sum = 0;
        for (int index = 0; index < SIZE; index++) {
            sum += kernel[2 * index] * words[1][index] + kernel[2 * index + 1] * words[2][index];
        }
        assertThat(result.get(1).toDoubleArray()).containsExactly(0, 0, 1);
        assertThat(result.head().toDoubleArray()[2]).isCloseTo(sum, within(1e-12));
    }

    @Test
    void shapesAreAsDeclared() {
        for (Block block : new Block[] {
            PositionalEncoding.learned(3),
            new MultiHeadAttention(2, 0),
            new MaskedConvolution(7, 2),
            new AttentionPooling(2),
            new LayerNormalization(),
            new Residual(new MultiHeadAttention(1, 0)),
            new Bidirectional(new Gru(3, true), new Gru(3, true), true),
            new Pooling(RecurrentStack.Summary.MAX_MEAN)
        }) {
            Shape[] declared = block.getOutputShapes(input.getShapes());
            assertThat(output(block).getShapes())
                    .as(block.getClass().getSimpleName())
                    .isEqualTo(declared);
        }
    }

    private NDList output(Block block) {
        engine.setRandomSeed(1);
        block.initialize(manager, DataType.FLOAT64, input.getShapes());
        return block.forward(new ParameterStore(manager, false), input, false);
    }

    private static double[] values(Block block, int parameter) {
        NDArray array = block.getParameters().get(parameter).getValue().getArray();
        return array.toDoubleArray();
    }
}
