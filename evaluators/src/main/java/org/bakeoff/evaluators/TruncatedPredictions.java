package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Example;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.TrainedModel;

/** Predicts from the last k tokens of each example alone, for several k, the largest of which is the whole example. */
final class TruncatedPredictions {

    private final int[] lengths;
    private final boolean[][][] right;
    private final boolean[][][] agrees;

    /**
     * Predicts; an example of at most k tokens needs no new prediction.
     *
     * @param examples positions of test examples, none longer than the last of {@code lengths}
     * @param lengths every k, ascending
     * @param seeds how many seeds to ask
     */
    TruncatedPredictions(Comparison comparison, ModelPredictions model, int[] examples, int[] lengths, int seeds) {
        this.lengths = lengths.clone();
        right = new boolean[seeds][lengths.length][examples.length];
        agrees = new boolean[seeds][lengths.length][examples.length];
        for (int seed = 0; seed < seeds; seed++) {
            for (int index = 0; index < lengths.length; index++) {
                int[] predicted = predicted(comparison, model, seed, examples, lengths[index]);
                for (int at = 0; at < examples.length; at++) {
                    Example example = comparison.examples().get(examples[at]);
                    right[seed][index][at] = predicted[at] == example.label();
                    agrees[seed][index][at] =
                            predicted[at] == model.seeds().get(seed).predicted(examples[at]);
                }
            }
        }
    }

    /** Returns 1, 2, 5, 10, 20, 50, ... below the longest, then the longest. */
    static int[] grid(int longest) {
        List<Integer> grid = new ArrayList<>();
        for (int power = 1; power < longest && power > 0; power *= 10) {
            for (int digit : new int[] {1, 2, 5}) {
                if ((long) digit * power < longest) {
                    grid.add(digit * power);
                }
            }
        }
        grid.add(longest);
        return grid.stream().mapToInt(Integer::intValue).toArray();
    }

    int seeds() {
        return right.length;
    }

    int[] lengths() {
        return lengths.clone();
    }

    boolean right(int seed, int length, int example) {
        return right[seed][length][example];
    }

    /** Returns a seed's accuracy for every k. */
    double[] accuracy(int seed) {
        return shares(right[seed]);
    }

    /** Returns the fraction of examples for which a seed predicts what it does for the whole example, for every k. */
    double[] agreement(int seed) {
        return shares(agrees[seed]);
    }

    private static int[] predicted(
            Comparison comparison, ModelPredictions model, int seed, int[] examples, int length) {
        Predictions full = model.seeds().get(seed);
        int[] predicted = IntStream.of(examples).map(full::predicted).toArray();
        int[] longer = IntStream.range(0, examples.length)
                .filter(at -> comparison.tokens(model, examples[at]).length > length)
                .toArray();
        if (longer.length > 0) {
            List<int[]> tokens = IntStream.of(longer)
                    .mapToObj(at -> comparison.tokens(model, examples[at]))
                    .map(all -> Arrays.copyOfRange(all, all.length - length, all.length))
                    .toList();
            Predictions truncated = model.trained().get(seed).predict(tokens, TrainedModel.Padding.TRAINED);
            for (int index = 0; index < longer.length; index++) {
                predicted[longer[index]] = truncated.predicted(index);
            }
        }
        return predicted;
    }

    private static double[] shares(boolean[][] outcomes) {
        return Arrays.stream(outcomes)
                .mapToDouble(row -> (double) IntStream.range(0, row.length)
                                .filter(at -> row[at])
                                .count()
                        / row.length)
                .toArray();
    }
}
