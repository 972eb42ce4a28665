package org.example.confident;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.bakeoff.api.Predictions;

/** Examples by falling probability of the class that is predicted for them. Sorted once, they are cheap to weigh again. */
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

    /** A model that diverged predicts nothing: it is wrong, and not sure of it. */
    static Confidence of(int[] labels, Predictions predictions) {
        double[] confidences = new double[labels.length];
        boolean[] right = new boolean[labels.length];
        for (int example = 0; example < labels.length; example++) {
            int predicted = predictions.predicted(example);
            confidences[example] = predicted < 0 ? 0 : predictions.probability(example, predicted);
            right[example] = predicted == labels[example];
        }
        return new Confidence(confidences, right);
    }

    /**
     * The share of examples that are predicted rightly, among the surest ones.
     *
     * @param weights how often each example counts
     * @param share how many of all are the surest ones
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
                // The order among them is nobody's choice: so many as fit in count as their mean.
                double fit = Math.min(tied, wanted - taken);
                taken += fit;
                found += fit * tiedRight / tied;
            }
        }
        return found / taken;
    }

    /** The lowest probability among the surest examples. */
    double least(double share) {
        int count = Math.max(1, (int) Math.ceil(share * order.length));
        return confidences[order[Math.min(count, order.length) - 1]];
    }
}
