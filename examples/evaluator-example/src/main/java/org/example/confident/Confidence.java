package org.example.confident;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.bakeoff.api.Predictions;

/** Sorts examples once by the probability of their predicted class, so that weighting them anew is cheap. */
final class Confidence {

    private final double[] confidences;
    private final boolean[] right;
    private final int[] order;

    private Confidence(double[] confidences, boolean[] right) {
        this.confidences = confidences;
        this.right = right;
        this.order = IntStream.range(0, right.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer example) -> confidences[example])
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Sorts predictions. Where a probability is NaN a model predicts nothing, and is wrong with confidence 0; one that gives labels
     * alone has the same confidence, 0, in all of them.
     */
    static Confidence of(int[] labels, Predictions predictions) {
        double[] confidences = new double[labels.length];
        boolean[] right = new boolean[labels.length];
        for (int example = 0; example < labels.length; example++) {
            int predicted = predictions.predicted(example);
            confidences[example] =
                    predicted < 0 || !predictions.hasProbabilities() ? 0 : predictions.probability(example, predicted);
            right[example] = predicted == labels[example];
        }
        return new Confidence(confidences, right);
    }

    /**
     * Returns the accuracy on the most confident predictions.
     *
     * @param weights how often each example counts
     * @param share the fraction of examples that are counted, from 0 to 1
     */
    double accuracy(int[] weights, double share) {
        double wanted = share * IntStream.of(weights).asLongStream().sum();
        double taken = 0;
        double found = 0;
        int next = 0;
        while (taken < wanted && next < order.length) {
            long tied = 0;
            long tiedRight = 0;
            double confidence = confidences[order[next]];
            for (; next < order.length && confidences[order[next]] == confidence; next++) {
                int weight = weights[order[next]];
                tied += weight;
                tiedRight += right[order[next]] ? weight : 0;
            }
            if (tied > 0) {
                // Tied examples have no order: as many as still fit count as their mean.
                double fit = Math.min(tied, wanted - taken);
                taken += fit;
                found += fit * tiedRight / tied;
            }
        }
        return found / taken;
    }

    /** Returns the lowest probability among the most confident predictions. */
    double least(double share) {
        int count = Math.max(1, (int) Math.ceil(share * order.length));
        return confidences[order[Math.min(count, order.length) - 1]];
    }
}
