package ${package};

import java.util.List;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/** Computes the mean over classes of the fraction of examples that are predicted rightly. */
public final class ${className} implements Evaluator<${className}.Config> {

    /** There is nothing to configure. */
    public record Config() {}

    @Override
    public String name() {
        return "${artifactId}";
    }

    @Override
    public String description() {
        return "the mean recall over classes";
    }

    @Override
    public Config defaults() {
        return new Config();
    }

    @Override
    public List<Finding> evaluate(Config config, Comparison comparison) {
        return List.of(Metric.of(
                "balancedAccuracy",
                "Balanced accuracy",
                true,
                (labels, predictions) -> weights -> value(labels, predictions, weights))
                .within(0, 1));
    }

    private static double value(int[] labels, Predictions predictions, int[] weights) {
        double[] all = new double[predictions.classes()];
        double[] right = new double[predictions.classes()];
        for (int example = 0; example < labels.length; example++) {
            all[labels[example]] += weights[example];
            right[labels[example]] += predictions.predicted(example) == labels[example] ? weights[example] : 0;
        }
        double sum = 0;
        int seen = 0;
        for (int index = 0; index < all.length; index++) {
            if (all[index] > 0) {
                sum += right[index] / all[index];
                seen++;
            }
        }
        return sum / seen;
    }
}
