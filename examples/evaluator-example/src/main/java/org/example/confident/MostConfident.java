package org.example.confident;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;

/**
 * Measures how often a model is right on the examples of which it is most confident: the accuracy you get if the model
 * decides the clear cases and a person the others.
 *
 * <p>Source: El-Yaniv and Wiener, "On the foundations of noise-free selective classification", JMLR 11, 2010.
 */
public final class MostConfident implements Evaluator<MostConfident.Config> {

    /**
     * Chooses the clear cases.
     *
     * @param share the share of the test examples
     */
    public record Config(
            @ConfigProperty(value = "share of the test set that the model decides, the most confident predictions first", min = 0.001, max = 1)
            double share) {}

    @Override
    public String name() {
        return "most-confident";
    }

    @Override
    public String description() {
        return "how often a model is right on the examples of which it is most confident";
    }

    @Override
    public Config defaults() {
        return new Config(0.2);
    }

    @Override
    public List<Finding> evaluate(Config config, Comparison comparison) {
        String part = String.format(Locale.ROOT, "%.3g%%", 100 * config.share());
        Metric accuracy = Metric.of(
                "confidentAccuracy",
                "Accuracy of the most confident " + part,
                true,
                (labels, predictions) -> {
                    Confidence confidence = Confidence.of(labels, predictions);
                    return weights -> confidence.accuracy(weights, config.share());
                })
                .within(0, 1);
        List<List<Object>> rows = new ArrayList<>();
        for (ModelPredictions model : comparison.models()) {
            rows.add(row(model, comparison.labels(), config.share()));
        }
        Table table = new Table(
                "confident",
                "Most confident predictions",
                "For each model, the " + part + " of the test set with the highest probability of the predicted class."
                        + " Examples tied at the limit count as their mean. Means over seeds.",
                List.of("Model", "Accuracy there", "Accuracy of all", "Lowest probability"),
                rows);
        return List.of(accuracy, table);
    }

    private static List<Object> row(ModelPredictions model, int[] labels, double share) {
        double there = 0;
        double all = 0;
        double from = 0;
        int seeds = model.seeds().size();
        for (int seed = 0; seed < seeds; seed++) {
            Confidence confidence = Confidence.of(labels, model.seeds().get(seed));
            int[] once = new int[labels.length];
            Arrays.fill(once, 1);
            there += confidence.accuracy(once, share) / seeds;
            all += confidence.accuracy(once, 1) / seeds;
            from += (model.seeds().get(seed).hasProbabilities() ? confidence.least(share) : Double.NaN) / seeds;
        }
        return List.of(model.model(), there, all, from);
    }
}
