package org.bakeoff.evaluators;

import java.util.List;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Metric;

/**
 * The average precision of the positive class, and the precision-recall curve: the sum over thresholds of the precision there times
 * the recall gained, without interpolation, as in scikit-learn. With more than two classes the mean over classes, each
 * against the rest. NaN where a class has no example.
 *
 * <p>Source: Davis and Goadrich, "The relationship between precision-recall and ROC curves", ICML 2006, for why the
 * curve must not be drawn straight between thresholds.
 */
public final class AveragePrecision extends NamedEvaluator<EmptyConfig> {

    private static final int FEW = 500;

    /** For the service loader. */
    public AveragePrecision() {
        super("average-precision", "the mean precision over recall, and the precision-recall curve", new EmptyConfig());
    }

    @Override
    public List<Finding> evaluate(EmptyConfig config, Comparison comparison) {
        StringBuilder note = new StringBuilder(SeedCurves.NOTE);
        if (comparison.positive().isEmpty()) {
            note.append(" Each class against the rest, averaged.");
        }
        if (comparison.examples().size() < FEW) {
            note.append(" Warning: average precision is biased and its interval unreliable under ")
                    .append(FEW)
                    .append(" test examples; here there are ")
                    .append(comparison.examples().size())
                    .append('.');
        }
        return List.of(
                Metric.of(
                                "averagePrecision",
                                ClassAverage.title("Average precision", comparison),
                                true,
                                Ranking.figure(comparison.positive(), Ranking::averagePrecisions))
                        .within(0, 1)
                        .restingOn(ClassAverage.of(comparison, null).support(Confusion.Counts::actual)),
                new Curve(
                        "precisionRecallCurve",
                        ClassAverage.title("Precision-recall curve", comparison),
                        note.toString(),
                        new Curve.Axis("Recall", false),
                        new Curve.Axis("Precision", false),
                        false,
                        SeedCurves.of(comparison, AveragePrecision::precisions)));
    }

    /** Returns the precision at the highest threshold that reaches each of equally spaced recalls. */
    private static double[] precisions(Ranking.Counts counts) {
        long[] positives = counts.positives();
        long[] negatives = counts.negatives();
        double all = positives[positives.length - 1];
        double[] precisions = new double[SeedCurves.STEPS + 1];
        int next = 0;
        for (int step = 0; step < precisions.length; step++) {
            while (positives[next] == 0 || positives[next] < all * step / SeedCurves.STEPS) {
                next++;
            }
            precisions[step] = (double) positives[next] / (positives[next] + negatives[next]);
        }
        return precisions;
    }
}
