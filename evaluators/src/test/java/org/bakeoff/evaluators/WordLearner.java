package org.bakeoff.evaluators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.evaluators.SimulatedTexts.Text;
import org.bakeoff.training.ModelHarness;

/** Learns the class of a text from the words that a model knows, in milliseconds. */
enum WordLearner {
    /** Logistic regression by stochastic gradient descent. It starts at 0, so that its seeds differ by the order of the texts alone. */
    LOGISTIC {
        @Override
        double correct(int words, int model, List<Text> train, List<Text> test, long seed) {
            return Network.of(0, words, seed).correct(EPOCHS, RATE, model, train, test);
        }
    },

    /** A network with four hidden units, whose seeds start apart and end apart. */
    NETWORK {
        @Override
        double correct(int words, int model, List<Text> train, List<Text> test, long seed) {
            return Network.of(UNITS, words, seed).correct(EPOCHS, RATE, model, train, test);
        }
    },

    /** The same with too large steps and too few, so that where it ends depends on the order of the last texts. */
    UNSTABLE {
        @Override
        double correct(int words, int model, List<Text> train, List<Text> test, long seed) {
            return Network.of(UNITS, words, seed).correct(3, 3 * RATE, model, train, test);
        }
    },

    /** Logistic regression, trained by what trains the model of a plugin in a trial. */
    TRIAL {
        @Override
        double correct(int words, int model, List<Text> train, List<Text> test, long seed) {
            DatasetInfo data = new DatasetInfo(
                    List.of("negative", "positive"),
                    IntStream.rangeClosed(0, words).mapToObj(word -> "w" + word).toList(),
                    words);
            List<Text> order = new ArrayList<>(train);
            Random random = new Random(seed);
            try (ModelHarness trained = new ModelHarness(() -> presence(words), data, (int) seed, 0.05)) {
                for (int epoch = 0; epoch < 2; epoch++) {
                    Collections.shuffle(order, random);
                    for (int start = 0; start < order.size(); start += BATCH) {
                        List<Text> batch = order.subList(start, Math.min(order.size(), start + BATCH));
                        trained.learn(
                                tokens(batch, model, words),
                                words,
                                batch.stream()
                                        .mapToInt(text -> text.positive() ? 1 : 0)
                                        .toArray());
                    }
                }
                double[] logits = trained.logits(tokens(test, model, words), words);
                return share(test, index -> logits[index] > 0);
            }
        }
    };

    private static final int EPOCHS = 5;
    private static final int BATCH = 32;
    private static final double RATE = 0.1;
    private static final int UNITS = 4;

    /** Trains on some texts and returns the share of others that it then classifies correctly. */
    abstract double correct(int words, int model, List<Text> train, List<Text> test, long seed);

    private static double share(List<Text> test, IntPredicate positive) {
        return IntStream.range(0, test.size())
                        .filter(index -> positive.test(index) == test.get(index).positive())
                        .count()
                / (double) test.size();
    }

    private static long[] tokens(List<Text> texts, int model, int columns) {
        long[] rows = new long[texts.size() * columns];
        for (int row = 0; row < texts.size(); row++) {
            int[] words = texts.get(row).words()[model];
            for (int place = 0; place < words.length; place++) {
                rows[(row + 1) * columns - words.length + place] = words[place];
            }
        }
        return rows;
    }

    private static Block presence(int words) {
        return new SequentialBlock()
                .add(new LambdaBlock(
                        inputs -> {
                            NDArray tokens = inputs.singletonOrThrow();
                            NDArray none = tokens.getManager()
                                    .zeros(new Shape(tokens.getShape().get(0), words + 1), DataType.FLOAT32);
                            return new NDList(none.scatter(tokens, tokens.neq(0).toType(DataType.FLOAT32, false), 1));
                        },
                        "presence"))
                .add(Linear.builder().setUnits(1).build());
    }

    /** Weights of words and hidden units; without hidden units of words alone. */
    private static final class Network {

        private final Random random;
        private final double[][] hidden;
        private final double[] output;
        private final double[] active;

        private Network(int units, int words, Random random) {
            this.random = random;
            hidden = new double[units][words + 1];
            output = new double[1 + (units == 0 ? words : units)];
            active = new double[units];
            for (double[] unit : hidden) {
                Arrays.setAll(unit, word -> word == 0 ? 0 : glorot(words + units));
            }
            for (int unit = 1; unit <= units; unit++) {
                output[unit] = glorot(units + 1);
            }
        }

        static Network of(int units, int words, long seed) {
            return new Network(units, words, new Random(seed));
        }

        private double glorot(int fans) {
            return Math.sqrt(6.0 / fans) * (2 * random.nextDouble() - 1);
        }

        double correct(int epochs, double rate, int model, List<Text> train, List<Text> test) {
            Text[] order = train.toArray(new Text[0]);
            for (int epoch = 0; epoch < epochs; epoch++) {
                Collections.shuffle(Arrays.asList(order), random);
                for (Text text : order) {
                    learn(rate, text.words()[model], text.positive());
                }
            }
            return share(test, index -> logit(test.get(index).words()[model]) > 0);
        }

        private static double sum(double[] weights, int... words) {
            double sum = weights[0];
            for (int word : words) {
                sum += weights[word];
            }
            return sum;
        }

        private static void add(double step, double[] weights, int... words) {
            weights[0] += step;
            for (int word : words) {
                weights[word] += step;
            }
        }

        private double logit(int... words) {
            if (active.length == 0) {
                return sum(output, words);
            }
            double logit = output[0];
            for (int unit = 0; unit < active.length; unit++) {
                active[unit] = Math.tanh(sum(hidden[unit], words));
                logit += output[unit + 1] * active[unit];
            }
            return logit;
        }

        private void learn(double rate, int[] words, boolean positive) {
            double step = rate * ((positive ? 1 : 0) - SimulatedTexts.sigmoid(logit(words)));
            if (active.length == 0) {
                add(step, output, words);
                return;
            }
            output[0] += step;
            for (int unit = 0; unit < active.length; unit++) {
                double slope = output[unit + 1] * (1 - active[unit] * active[unit]);
                output[unit + 1] += step * active[unit];
                add(step * slope, hidden[unit], words);
            }
        }
    }
}
