package org.bakeoff.evaluators;

import java.util.List;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Metric;

/**
 * The area under the ROC curve, and the curve: the probability that an example of the positive class gets a higher
 * probability of it than another example, a tie counting half. It is the same whichever of two classes is positive. With more than two classes the mean over classes, each against the rest.
 * NaN where a class has no example.
 *
 * <p>Source: Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27, 2006.
 */
public final class RocAuc extends NamedEvaluator<EmptyConfig> {

    /** For the service loader. */
    public RocAuc() {
        super("roc-auc", "the area under the ROC curve, and the curve", new EmptyConfig());
    }

    @Override
    public List<Finding> evaluate(EmptyConfig config, Comparison comparison) {
        return List.of(
                Metric.of("rocAuc", "ROC AUC", true, Ranking.figure(comparison.positive(), Ranking::areas))
                        .within(0, 1)
                        .restingOn(ClassAverage.of(comparison, null).support(Confusion.Counts::smaller)),
                new Curve(
                        "rocCurve",
                        ClassAverage.title("ROC curve", comparison),
                        SeedCurves.NOTE
                                + (comparison.positive().isPresent() ? "" : " Each class against the rest, averaged."),
                        new Curve.Axis("False positive rate", false),
                        new Curve.Axis("True positive rate", false),
                        true,
                        SeedCurves.of(comparison, RocAuc::truePositiveRates)));
    }

    /** Returns the true positive rate at equally spaced false positive rates; straight between thresholds. */
    private static double[] truePositiveRates(Ranking.Counts counts) {
        long[] positives = counts.positives();
        long[] negatives = counts.negatives();
        int last = positives.length - 1;
        double[] rates = new double[SeedCurves.STEPS + 1];
        int next = 0;
        for (int step = 0; step < rates.length; step++) {
            double wanted = (double) negatives[last] * step / SeedCurves.STEPS;
            while (next <= last && negatives[next] <= wanted) {
                next++;
            }
            double left = next == 0 ? 0 : negatives[next - 1];
            double reached = next == 0 ? 0 : positives[next - 1];
            double gained = next > last ? 0 : (positives[next] - reached) * (wanted - left) / (negatives[next] - left);
            rates[step] = (reached + gained) / positives[last];
        }
        return rates;
    }
}
