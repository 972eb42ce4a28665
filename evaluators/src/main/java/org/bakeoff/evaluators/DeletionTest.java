package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.TrainedModel;

/**
 * Tests how faithful attributions are: what it costs an example's own class to delete a tenth of the tokens, those with
 * the highest scores, compared with as many at random.
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

    private final Comparison comparison;
    private final ModelPredictions model;
    private final List<List<Object>> rows;

    private DeletionTest(Comparison comparison, ModelPredictions model, List<List<Object>> rows) {
        this.comparison = comparison;
        this.model = model;
        this.rows = rows;
    }

    /**
     * Tests the attributions of every model, on the examples that are shown and on a sample.
     *
     * @param sample the size of the sample
     */
    static Table table(Comparison comparison, Attributions attributions, int sample) {
        int[] examples = Positions.examples(comparison, example -> true, sample, "deletion");
        List<List<Object>> rows = new ArrayList<>();
        OmittedModels omitted = new OmittedModels();
        for (ModelPredictions model : comparison.models()) {
            omitted.query(model, trained -> {
                DeletionTest test = new DeletionTest(comparison, model, rows);
                SortedMap<Integer, float[]> shown = new TreeMap<>();
                attributions.of(model.model()).forEach((example, one) -> shown.put(example, one.scores()));
                SortedMap<Integer, float[]> sampled = new TreeMap<>();
                new TrueClassGradients(comparison, model, trained.get(0))
                        .gradients(examples)
                        .forEach((example, one) -> sampled.put(example, one.timesInput()));
                test.add("integrated gradients, examples shown", shown);
                test.add("gradient times input, random sample", sampled);
            });
        }
        return new Table(
                "attributionFaithfulness",
                "Attribution faithfulness (deletion test)",
                "The test deletes a tenth of an example's tokens, at least one: those that speak most for its own class by their "
                        + "attribution, or as many at random (the mean of five draws). The numbers are mean falls of the "
                        + "probability of that class and of its log odds, by the model of the first seed. If the top tokens "
                        + "cost hardly more than random ones, or if they cost more in only about half of the examples, the "
                        + "attributions of that model mean nothing. Shortened texts are unlike those that the models were "
                        + "trained on, so only the comparison with random deletions counts. Half of the examples shown were "
                        + "chosen because they are extreme: their numbers describe what is shown, not the test set."
                        + omitted.sentence(),
                List.of(
                        "Model",
                        "Attribution",
                        "Examples",
                        "Probability falls, top",
                        "Probability falls, random",
                        "Log odds fall, top",
                        "Log odds fall, random",
                        "Top falls more"),
                rows);
    }

    /**
     * Adds the row of an attribution, unless it has no example of several tokens.
     *
     * @param scores one for each token, positive where it speaks for the example's own class, by the positions of examples
     */
    private void add(String attribution, SortedMap<Integer, float[]> scores) {
        int[] examples = scores.keySet().stream()
                .mapToInt(Integer::intValue)
                .filter(example -> tokens(example).length > 1)
                .toArray();
        if (examples.length == 0) {
            return;
        }
        List<int[]> shortened = new ArrayList<>();
        for (int example : examples) {
            shortened.addAll(without(example, scores));
        }
        Predictions full = model.seeds().get(0);
        Predictions predictions = model.trained().get(0).predict(shortened, TrainedModel.Padding.TRAINED);
        double[] sums = new double[5];
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
            sums[4] += odds(top) < randomOdds ? 1 : 0;
        }
        List<Object> row = new ArrayList<>(List.of(model.model(), attribution, (long) examples.length));
        Arrays.stream(sums).forEach(sum -> row.add(sum / examples.length));
        rows.add(row);
    }

    /** Returns an example without its top tokens, then without random ones. Equal scores are ordered at random. */
    private List<int[]> without(int example, Map<Integer, float[]> scores) {
        int[] tokens = tokens(example);
        float[] score = scores.getOrDefault(example, new float[tokens.length]);
        int count = Math.max(1, tokens.length / TENTH);
        SplittableRandom random = Positions.random(
                "deletion " + comparison.examples().get(example).id());
        int[] places = Positions.below(tokens.length);
        List<int[]> result = new ArrayList<>();
        result.add(
                without(tokens, Positions.sorted(Positions.shuffled(places, random), place -> -score[place]), count));
        for (int draw = 0; draw < DRAWS; draw++) {
            result.add(without(tokens, Positions.shuffled(places, random), count));
        }
        return result;
    }

    private static int[] without(int[] tokens, int[] order, int count) {
        int[] kept = Arrays.copyOfRange(order, count, order.length);
        Arrays.sort(kept);
        return Arrays.stream(kept).map(place -> tokens[place]).toArray();
    }

    private int[] tokens(int example) {
        return comparison.tokens(model, example);
    }

    private static double odds(double probability) {
        return Math.log(Math.max(SMALLEST, probability)) - Math.log(Math.max(SMALLEST, 1 - probability));
    }
}
