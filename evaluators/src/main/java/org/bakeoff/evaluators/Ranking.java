package org.bakeoff.evaluators;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/** Examples by falling probability of one class, which are the positives. Sorted once, it is cheap to weigh again. */
final class Ranking {

    /** The counts above every threshold that lies between two probabilities, from the highest down. */
    @SuppressWarnings("ArrayRecordComponent")
    record Counts(long[] positives, long[] negatives) {}

    private final int[] order;
    private final boolean[] positive;
    /** Whether the next example has another probability, so that a threshold may lie between. */
    private final boolean[] end;
    /** How many examples, the first ones, have no probability. */
    private final int unknown;

    Ranking(int[] labels, Predictions predictions, int classIndex) {
        // 1 - p has fewer values than p.
        boolean falling = predictions.classes() == 2 && classIndex == 0;
        double[] scores = IntStream.range(0, labels.length)
                .mapToDouble(example ->
                        falling ? -predictions.probability(example, 1) : predictions.probability(example, classIndex))
                .toArray();
        order = Positions.sorted(
                Positions.below(scores.length),
                example -> Double.isNaN(scores[example]) ? Double.NEGATIVE_INFINITY : -scores[example]);
        positive = new boolean[order.length];
        end = new boolean[order.length];
        int nans = 0;
        for (int rank = 0; rank < order.length; rank++) {
            double score = scores[order[rank]];
            nans += Double.isNaN(score) ? 1 : 0;
            positive[rank] = labels[order[rank]] == classIndex;
            end[rank] = rank + 1 == order.length || scores[order[rank + 1]] != score;
        }
        unknown = nans;
    }

    /** Returns a metric: the figure of the positive class, or the mean over classes, each against the rest. */
    static Metric.Function figure(OptionalInt positive, ToDoubleBiFunction<Ranking, int[]> figure) {
        return (labels, predictions) -> {
            Ranking[] rankings = all(labels, predictions, positive);
            return weights -> {
                // Most draws of examples of a thousand classes lack one, and each class costs a look at all examples.
                if (rankings.length > 1 && lacksOne(predictions.classes(), labels, weights)) {
                    return Double.NaN;
                }
                double sum = 0;
                for (Ranking ranking : rankings) {
                    sum += figure.applyAsDouble(ranking, weights);
                }
                return sum / rankings.length;
            };
        };
    }

    private static boolean lacksOne(int classes, int[] labels, int[] weights) {
        BitSet seen = new BitSet(classes);
        IntStream.range(0, labels.length)
                .filter(example -> weights[example] > 0)
                .forEach(example -> seen.set(labels[example]));
        return seen.cardinality() < classes;
    }

    private static int count(boolean[] values) {
        return (int)
                IntStream.range(0, values.length).filter(index -> values[index]).count();
    }

    /** Returns the ranking by the positive class, or those by every class. */
    static Ranking[] all(int[] labels, Predictions predictions, OptionalInt positive) {
        return (positive.isPresent() ? IntStream.of(positive.getAsInt()) : IntStream.range(0, predictions.classes()))
                .mapToObj(index -> new Ranking(labels, predictions, index))
                .toArray(Ranking[]::new);
    }

    /**
     * Returns the area under the ROC curve: the probability that a positive stands above a negative, a tie counting half. NaN
     * without a positive or a negative, or with a probability that is NaN.
     */
    double area(int[] weights) {
        if (!known(weights)) {
            return Double.NaN;
        }
        long positives = 0;
        long negatives = 0;
        long tiedPositives = 0;
        long tiedNegatives = 0;
        long doubled = 0;
        for (int rank = 0; rank < order.length; rank++) {
            int weight = weights[order[rank]];
            tiedPositives += positive[rank] ? weight : 0;
            tiedNegatives += positive[rank] ? 0 : weight;
            if (end[rank]) {
                doubled += tiedNegatives * (2 * positives + tiedPositives);
                positives += tiedPositives;
                negatives += tiedNegatives;
                tiedPositives = 0;
                tiedNegatives = 0;
            }
        }
        return doubled / (2.0 * positives * negatives);
    }

    /**
     * Returns the average precision: the sum over thresholds of the precision there times what recall gains, without
     * interpolation. NaN without a positive, or with a probability that is NaN.
     */
    double averagePrecision(int[] weights) {
        if (!known(weights)) {
            return Double.NaN;
        }
        long positives = 0;
        long before = 0;
        long all = 0;
        double sum = 0;
        for (int rank = 0; rank < order.length; rank++) {
            int weight = weights[order[rank]];
            all += weight;
            positives += positive[rank] ? weight : 0;
            if (end[rank] && positives > before) {
                sum += (double) (positives - before) * positives / all;
                before = positives;
            }
        }
        return sum / positives;
    }

    private boolean known(int[] weights) {
        return IntStream.range(0, unknown).allMatch(rank -> weights[order[rank]] == 0);
    }

    /** Returns whether every probability is a number, and there are positives and negatives. */
    boolean hasCurve() {
        int positives = count(positive);
        return unknown == 0 && positives > 0 && positives < order.length;
    }

    /** What stands above each threshold, the last of which is below all examples. */
    Counts counts() {
        int thresholds = count(end);
        Counts counts = new Counts(new long[thresholds], new long[thresholds]);
        long positives = 0;
        int next = 0;
        for (int rank = 0; rank < order.length; rank++) {
            positives += positive[rank] ? 1 : 0;
            if (end[rank]) {
                counts.positives()[next] = positives;
                counts.negatives()[next++] = rank + 1 - positives;
            }
        }
        return counts;
    }
}
