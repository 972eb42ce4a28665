package org.bakeoff.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;

/** The share of examples that are predicted rightly, and their number. */
public class SoundEvaluator implements Evaluator<SoundEvaluator.Config> {

    /** Nothing to choose. */
    public record Config() {}

    @Override
    public String name() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Override
    public String description() {
        return "how many examples are predicted rightly";
    }

    @Override
    public Config defaults() {
        return new Config();
    }

    @Override
    public List<Finding> evaluate(Config config, Comparison comparison) {
        List<List<Object>> rows = new ArrayList<>();
        for (ModelPredictions model : comparison.models()) {
            rows.add(List.of(model.model(), right(comparison, model.seeds().get(0))));
        }
        return List.of(metric(), new Table("right", "Right", "", List.of("Model", "Right"), rows));
    }

    Metric metric() {
        return Metric.rate("share", "Share", true, SoundEvaluator::score);
    }

    static double score(int label, Predictions predictions, int example) {
        return predictions.predicted(example) == label ? 1 : 0;
    }

    static long right(Comparison comparison, Predictions predictions) {
        int[] labels = comparison.labels();
        long right = 0;
        for (int example = 0; example < labels.length; example++) {
            right += (long) score(labels[example], predictions, example);
        }
        return right;
    }
}
