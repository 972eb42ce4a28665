package org.bakeoff.provider.fasttext;

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
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.testkit.ModelProviderContract;
import org.junit.jupiter.api.Test;

class FastTextProviderTest extends ModelProviderContract<FastTextProvider.Config> {

    private static final int VOCABULARY = 6;
    private static final int BUCKETS = 1000;

    @Override
    protected FastTextProvider plugin() {
        return new FastTextProvider();
    }

    @Override
    protected FastTextProvider.Config config() {
        return new FastTextProvider.Config(8, 2, 512, 0.05, 0.1);
    }

    @Override
    protected boolean ignoresPadding() {
        return true;
    }

    /** Compared with plain Java, in numbers of any size. */
    @Test
    void itIsTheMeanOverWordsAndRunsTimesAMatrix() {
        FastTextProvider.Config config = new FastTextProvider.Config(3, 3, BUCKETS, 0, 0);
        DatasetInfo data = new DatasetInfo(List.of("n", "p"), List.of("", "a", "b", "c", "d", "e"), 9);
        Block block = plugin().create(config, data);
        SplittableRandom random = new SplittableRandom(1);
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            block.initialize(manager, DataType.FLOAT64, new Shape(1, 9));
            double[][] parameters = block.getParameters().values().stream()
                    .map(parameter -> {
                        NDArray array = parameter.getArray();
                        double[] values = random.doubles(array.size(), -1, 1).toArray();
                        array.set(values);
                        return values;
                    })
                    .toArray(double[][]::new);
            for (int length : new int[] {0, 1, 2, 3, 9}) {
                int[] text = random.ints(length, 1, VOCABULARY).toArray();
                double expected = logit(text, parameters);
                for (int columns = Math.max(1, length); columns <= 9; columns += 4) {
                    long[] padded = new long[columns];
                    int padding = columns - length;
                    Arrays.setAll(padded, index -> index < padding ? 0 : text[index - padding]);
                    NDArray input = manager.create(padded, new Shape(1, columns));
                    double logit = block.forward(new ParameterStore(manager, false), new NDList(input), false)
                            .singletonOrThrow()
                            .getDouble();
                    assertThat(logit)
                            .as("%d words in %d columns", length, columns)
                            .isCloseTo(expected, within(1e-12));
                }
            }
        }
    }

    private static double logit(int[] text, double[][] parameters) {
        List<Integer> numbers = new ArrayList<>();
        for (int words = 1; words <= 3; words++) {
            for (int start = 0; start + words <= text.length; start++) {
                numbers.add(number(Arrays.copyOfRange(text, start, start + words)));
            }
        }
        double logit = parameters[2][0];
        for (int value = 0; value < 3; value++) {
            int column = value;
            double sum = numbers.stream()
                    .mapToDouble(number -> parameters[0][number * 3 + column])
                    .sum();
            logit += parameters[1][value] * sum / Math.max(1, numbers.size());
        }
        return logit;
    }

    private static int number(int... words) {
        if (words.length == 1) {
            return words[0];
        }
        BigInteger prime = BigInteger.valueOf(Integer.MAX_VALUE);
        BigInteger hash = BigInteger.ZERO;
        for (int word : words) {
            hash = hash.multiply(BigInteger.valueOf(VOCABULARY))
                    .add(BigInteger.valueOf(word))
                    .mod(prime);
        }
        return VOCABULARY
                + hash.multiply(BigInteger.valueOf(2_654_435_761L))
                        .mod(prime)
                        .mod(BigInteger.valueOf(BUCKETS))
                        .intValueExact();
    }

    @Test
    void runsOfDifferentLengthsAndOrdersHaveDifferentNumbers() {
        Set<Integer> numbers = new HashSet<>();
        int runs = 0;
        for (int first = 1; first < VOCABULARY; first++) {
            for (int second = 1; second < VOCABULARY; second++) {
                numbers.add(number(first, second));
                runs++;
            }
        }
        assertThat(numbers).hasSizeGreaterThan(runs - 3).allMatch(number -> number >= VOCABULARY);
        NgramHash single = new NgramHash(VOCABULARY, 1, BUCKETS);
        assertThat(single.count()).isEqualTo(VOCABULARY);
    }
}
