package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.TrainedModel;

/**
 * Measures what it costs an example's own class to delete a tenth of the tokens: those with the highest scores, compared
 * with as many at random.
 *
 * <p>Source: Samek et al., "Evaluating the visualization of what a deep neural network has learned", IEEE Transactions on
 * Neural Networks and Learning Systems 28, 2017; "comprehensiveness" in DeYoung et al., "ERASER: a benchmark to evaluate
 * rationalized NLP models", ACL 2020.
 */
final class DeletionTest {

    /** The number of random deletions for each example, whose mean counts. */
    private static final int DRAWS = 5;

    private static final int TENTH = 10;
    private static final double SMALLEST = Math.ulp(1.0);

    /**
     * Mean falls over examples.
     *
     * @param examples the number of examples
     * @param top the fall of the probability without the tokens of the highest scores
     * @param random the fall of the probability without random tokens
     * @param topOdds the fall of the log odds without the top tokens; for two classes the log odds are the logit
     * @param randomOdds the fall of the log odds without random tokens
     * @param more the fraction of examples in which the log odds fall more without the top than without random tokens
     */
    record Falls(long examples, double top, double random, double topOdds, double randomOdds, double more) {}

    private final Comparison comparison;
    private final TrainedModel model;
    private final Predictions full;

    DeletionTest(Comparison comparison, ModelPredictions model) {
        this.comparison = comparison;
        this.model = model.trained().get(0);
        this.full = model.seeds().get(0);
    }

    /**
     * Tests scores, which are positive where a token speaks for the example's own class.
     *
     * @param scores one for each token, by the positions of examples; examples of a single token are ignored
     */
    Falls of(SortedMap<Integer, float[]> scores) {
        int[] examples = scores.keySet().stream()
                .mapToInt(Integer::intValue)
                .filter(example -> tokens(example).length > 1)
                .toArray();
        if (examples.length == 0) {
            return new Falls(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        List<int[]> shortened = new ArrayList<>();
        for (int example : examples) {
            shortened.addAll(without(example, scores));
        }
        Predictions predictions = model.predict(shortened, TrainedModel.Padding.TRAINED);
        double[] sums = new double[4];
        int more = 0;
        for (int index = 0; index < examples.length; index++) {
            int label = comparison.examples().get(examples[index]).label();
            double before = full.probability(examples[index], label);
            double top = predictions.probability(index * (1 + DRAWS), label);
            double random = 0;
            double randomOdds = 0;
            for (int draw = 1; draw <= DRAWS; draw++) {
                double after = predictions.probability(index * (1 + DRAWS) + draw, label);
                random += after / DRAWS;
                randomOdds += odds(after) / DRAWS;
            }
            sums[0] += before - top;
            sums[1] += before - random;
            sums[2] += odds(before) - odds(top);
            sums[3] += odds(before) - randomOdds;
            more += odds(top) < randomOdds ? 1 : 0;
        }
        double n = examples.length;
        return new Falls(examples.length, sums[0] / n, sums[1] / n, sums[2] / n, sums[3] / n, more / n);
    }

    /** Returns an example without its top tokens, then without random ones. Equal scores are ordered at random. */
    private List<int[]> without(int example, Map<Integer, float[]> scores) {
        int[] tokens = tokens(example);
        float[] score = scores.getOrDefault(example, new float[tokens.length]);
        int count = Math.max(1, tokens.length / TENTH);
        SplittableRandom random = RandomSample.random(
                "deletion " + comparison.examples().get(example).id());
        int[] places = IntStream.range(0, tokens.length).toArray();
        List<int[]> result = new ArrayList<>();
        int[] byScore = Arrays.stream(RandomSample.shuffled(places, random))
                .boxed()
                .sorted(Comparator.comparingDouble(place -> -score[place]))
                .mapToInt(Integer::intValue)
                .toArray();
        result.add(without(tokens, byScore, count));
        for (int draw = 0; draw < DRAWS; draw++) {
            result.add(without(tokens, RandomSample.shuffled(places, random), count));
        }
        return result;
    }

    private static int[] without(int[] tokens, int[] order, int count) {
        int[] kept = Arrays.copyOfRange(order, count, order.length);
        Arrays.sort(kept);
        return Arrays.stream(kept).map(place -> tokens[place]).toArray();
    }

    private int[] tokens(int example) {
        return comparison.examples().get(example).tokens();
    }

    private static double odds(double probability) {
        return Math.log(Math.max(SMALLEST, probability)) - Math.log(Math.max(SMALLEST, 1 - probability));
    }
}
