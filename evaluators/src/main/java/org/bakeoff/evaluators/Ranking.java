package org.bakeoff.evaluators;

import java.util.Arrays;
import java.util.OptionalInt;
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

    /** A figure of the weighted examples without each block of them in turn. */
    @FunctionalInterface
    interface Figure {

        double[] withoutEach(Ranking ranking, int[] weights, int[] blocks, int count);
    }

    /** Returns a metric: the figure of the positive class, or the mean over classes, each against the rest. */
    static Metric.Function figure(OptionalInt positive, Figure figure) {
        return (labels, predictions) -> {
            Ranking[] rankings = all(labels, predictions, positive);
            return new Metric.Weighted() {

                @Override
                public double value(int[] weights) {
                    // Of two blocks the second one has no example.
                    return withoutEach(weights, new int[weights.length], 2)[1];
                }

                @Override
                public double[] withoutEach(int[] weights, int[] blocks, int count) {
                    double[] sums = new double[count];
                    for (Ranking ranking : rankings) {
                        double[] figures = figure.withoutEach(ranking, weights, blocks, count);
                        Arrays.setAll(sums, block -> sums[block] + figures[block]);
                    }
                    return Arrays.stream(sums).map(sum -> sum / rankings.length).toArray();
                }
            };
        };
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
     * without a positive or a negative, or with a probability that is NaN. Pairs in this order are counted twice, tied ones once: all
     * of them, less those of a block's positives, and those of its negatives with the positives of other blocks.
     */
    double[] areas(int[] weights, int[] blocks, int count) {
        long[] positives = new long[count];
        long[] negatives = new long[count];
        long[] tied = new long[count];
        long[] pairs = new long[count];
        long allNegatives = IntStream.range(0, order.length)
                .filter(rank -> !positive[rank])
                .mapToLong(rank -> weights[order[rank]])
                .sum();
        long above = 0;
        long below = allNegatives;
        long all = 0;
        int first = 0;
        for (int rank = 0; rank < order.length; rank++) {
            if (end[rank]) {
                long tiedPositives = 0;
                long tiedNegatives = 0;
                for (int at = first; at <= rank; at++) {
                    int weight = weights[order[at]];
                    tiedPositives += positive[at] ? weight : 0;
                    tiedNegatives += positive[at] ? 0 : weight;
                    tied[blocks[order[at]]] += positive[at] ? weight : 0;
                }
                below -= tiedNegatives;
                for (int at = first; at <= rank; at++) {
                    int block = blocks[order[at]];
                    long weight = weights[order[at]];
                    if (positive[at]) {
                        pairs[block] += weight * (2 * below + tiedNegatives);
                    } else {
                        pairs[block] += weight * (2 * (above - positives[block]) + tiedPositives - tied[block]);
                        negatives[block] += weight;
                    }
                }
                for (int at = first; at <= rank; at++) {
                    int block = blocks[order[at]];
                    positives[block] += tied[block];
                    tied[block] = 0;
                }
                all += tiedNegatives * (2 * above + tiedPositives);
                above += tiedPositives;
                first = rank + 1;
            }
        }
        double[] areas = new double[count];
        for (int block = 0; block < count; block++) {
            areas[block] =
                    (all - pairs[block]) / (2.0 * (above - positives[block]) * (allNegatives - negatives[block]));
        }
        return known(areas, weights, blocks);
    }

    /**
     * Returns the average precision: the sum over thresholds of the precision there times what recall gains, without
     * interpolation. NaN without a positive, or with a probability that is NaN.
     */
    double[] averagePrecisions(int[] weights, int[] blocks, int count) {
        PrecisionSums sums = new PrecisionSums(Arrays.stream(weights).sum(), count);
        for (int rank = 0; rank < order.length; rank++) {
            sums.add(blocks[order[rank]], weights[order[rank]], positive[rank]);
            if (end[rank]) {
                sums.threshold();
            }
        }
        return known(sums.averages(), weights, blocks);
    }

    /** Returns the figures, NaN where examples without a probability are left. */
    private double[] known(double[] figures, int[] weights, int[] blocks) {
        long[] removed = new long[figures.length];
        long all = 0;
        for (int rank = 0; rank < unknown; rank++) {
            removed[blocks[order[rank]]] += weights[order[rank]];
            all += weights[order[rank]];
        }
        for (int block = 0; block < figures.length; block++) {
            figures[block] = all > removed[block] ? Double.NaN : figures[block];
        }
        return figures;
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
