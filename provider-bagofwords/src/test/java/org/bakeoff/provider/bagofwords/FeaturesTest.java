package org.bakeoff.provider.bagofwords;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider.TrainingExamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs of neighbours and naive-Bayes weighting, compared with plain Java. */
class FeaturesTest {

    private static final DatasetInfo TWO = new DatasetInfo(List.of("n", "p"), List.of("", "a", "b", "c", "d"), 6);

    @ParameterizedTest
    @CsvSource({"5, 0", "5, 1", "5, 7", "5000, 1000003", "200000, 262144"})
    void arraysAndJavaFindTheSame(int vocabulary, int buckets) {
        Features features = new Features(vocabulary, buckets);
        SplittableRandom random = new SplittableRandom(buckets);
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            for (int length = 1; length < 30; length++) {
                int[] tokens = random.ints(length, 1, vocabulary).toArray();
                int padding = random.nextInt(4);
                long[] padded = new long[padding + length];
                Arrays.setAll(padded, index -> index < padding ? 0 : tokens[index - padding]);
                long[] found = features.of(manager.create(padded, new Shape(1, padded.length)))
                        .toLongArray();
                assertThat(Arrays.stream(found).filter(feature -> feature != 0).distinct())
                        .containsExactly(Arrays.stream(features.of(tokens))
                                .mapToObj(Long::valueOf)
                                .toArray(Long[]::new));
                assertThat(Arrays.stream(found).max().orElse(0)).isLessThan(features.count());
            }
        }
    }

    @Test
    void pairsSpreadOverTheBuckets() {
        Features features = new Features(5000, 1 << 10);
        int[] counts = new int[1 << 10];
        for (int first = 1; first <= 100; first++) {
            for (int second = 1; second <= 100; second++) {
                int[] found = features.of(new int[] {first, second});
                counts[found[found.length - 1] - 5000]++;
            }
        }
        // 10,000 balls in 1,024 urns at random: 9.8 each, the fullest about 22.
        assertThat(IntStream.of(counts).max().orElse(0)).isLessThan(40);
        assertThat(IntStream.of(counts).filter(count -> count == 0).count()).isLessThan(50);
    }

    @Test
    void ratiosAreThoseOfTheFormula() {
        // Documents with word 1: 2 of class 1, 1 of class 0; word 2: 1 and 2; word 3: 0 and 1; word 4: none.
        int[][] texts = {{1, 1, 2}, {1}, {2, 3}, {1, 2}};
        int[] labels = {1, 1, 0, 0};
        float[] ratios = LogCountRatios.of(new Features(5, 0), TWO, examples(texts, labels));

        double[] p = {1, 3, 2, 1, 1};
        double[] q = {1, 2, 3, 2, 1};
        for (int word = 0; word < 5; word++) {
            assertThat((double) ratios[word]).isCloseTo(Math.log(p[word] / 8 / (q[word] / 9)), within(1e-6));
        }
    }

    @Test
    void everyOfSeveralClassesIsHeldAgainstTheOthers() {
        DatasetInfo three = new DatasetInfo(List.of("x", "y", "z"), List.of("", "a", "b"), 6);
        float[] ratios = LogCountRatios.of(
                new Features(3, 0), three, examples(new int[][] {{1}, {2}, {2}, {1, 2}}, new int[] {0, 1, 2, 2}));

        assertThat(ratios).hasSize(9);
        // Class 2 (z): word 1 in 1, word 2 in 2 of its texts; elsewhere 1 and 1.
        assertThat((double) ratios[3 + 2]).isCloseTo(Math.log(2.0 / 6 / (2.0 / 5)), within(1e-6));
        assertThat((double) ratios[6 + 2]).isCloseTo(Math.log(3.0 / 6 / (2.0 / 5)), within(1e-6));
    }

    @Test
    void aFeatureCountsItsRatioOnceWhateverThePadding() {
        BagOfWordsProvider provider = new BagOfWordsProvider();
        BagOfWordsProvider.Config config = new BagOfWordsProvider.Config(64, BagOfWordsProvider.Weighting.NAIVE_BAYES);
        int[][] texts = {{1, 1, 2}, {1}, {2, 3}, {1, 2}};
        TrainingExamples examples = examples(texts, new int[] {1, 1, 0, 0});
        Features features = new Features(5, 64);
        float[] ratios = LogCountRatios.of(features, TWO, examples);
        Block block = provider.create(config, TWO, examples);
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 6));
            NDArray weight = block.getParameters().valueAt(0).getArray();
            float[] weights = new float[69];
            for (int index = 0; index < weights.length; index++) {
                weights[index] = 0.1f * index - 2;
            }
            weight.set(weights);
            for (int[] text : new int[][] {{3, 1, 1, 1, 2, 1}, {4}, {2, 1, 2, 1}}) {
                double expected = IntStream.of(features.of(text))
                        .mapToDouble(feature -> (double) ratios[feature] * weights[feature])
                        .sum();
                for (int columns : new int[] {text.length, 6, 12}) {
                    long[] tokens = new long[columns];
                    Arrays.setAll(
                            tokens, index -> index < columns - text.length ? 0 : text[index - (columns - text.length)]);
                    NDArray input = manager.create(tokens, new Shape(1, columns));
                    float logit = block.forward(new ParameterStore(manager, false), new NDList(input), false)
                            .singletonOrThrow()
                            .getFloat();
                    assertThat((double) logit).isCloseTo(expected, within(1e-4));
                }
            }
        }
    }

    @Test
    void theBlockToBeFilledHasTheSameParameters() {
        BagOfWordsProvider provider = new BagOfWordsProvider();
        BagOfWordsProvider.Config config = new BagOfWordsProvider.Config(8, BagOfWordsProvider.Weighting.NAIVE_BAYES);
        TrainingExamples examples = examples(new int[][] {{1}, {2}}, new int[] {0, 1});

        assertThat(provider.create(config, TWO).getParameters().keys())
                .isEqualTo(
                        provider.create(config, TWO, examples).getParameters().keys());
    }

    private static TrainingExamples examples(int[][] texts, int[] labels) {
        return new TrainingExamples() {
            @Override
            public int size() {
                return texts.length;
            }

            @Override
            public int[] tokens(int example) {
                return texts[example];
            }

            @Override
            public int label(int example) {
                return labels[example];
            }
        };
    }
}
