package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.TrainedModel.Gradients;

/** The deletion check of every model: of the examples that are shown, and of a sample. */
final class Deletions {

    private Deletions() {}

    /**
     * Checks.
     *
     * @param sample the size of the sample
     */
    static Table of(Comparison comparison, Attributions attributions, int sample) {
        int[] examples = Draw.examples(comparison, example -> true, sample, "deletion");
        List<List<Object>> rows = new ArrayList<>();
        LeftOut leftOut = new LeftOut();
        for (ModelPredictions model : comparison.models()) {
            if (model.trained().isEmpty()) {
                leftOut.add(model.model(), LeftOut.NOT_TRAINED);
                continue;
            }
            try {
                DeletionCheck check = new DeletionCheck(comparison, model);
                SortedMap<Integer, float[]> shown = new TreeMap<>();
                attributions.of(model.model()).forEach((example, one) -> shown.put(example, one.scores()));
                SortedMap<Integer, float[]> sampled = new TreeMap<>();
                new OwnLogit(comparison, model.trained().get(0))
                        .gradients(examples)
                        .forEach((example, one) -> sampled.put(example, timesInput(one)));
                row(rows, model.model(), "integrated gradients, examples shown", check.of(shown));
                row(rows, model.model(), "gradient times input, random sample", check.of(sampled));
            } catch (UnsupportedOperationException e) {
                leftOut.add(model.model(), e);
            }
        }
        return new Table(
                "deletion",
                "Do the attributions mean anything?",
                "A tenth of an example's tokens is deleted, at least one: those that speak most for its own class by their "
                        + "attribution, or as many at random (the mean of five draws). The figures are mean falls of the "
                        + "probability of that class and of its log odds, by the model of the first seed. Where the fall "
                        + "without the top tokens is hardly larger than that without random ones, or the share of examples "
                        + "in which it is larger is near one half, the colours of that model mean nothing. Shortened texts are "
                        + "unlike those that the models were trained on, which is why only the comparison with random "
                        + "deletions counts. The examples shown were chosen, half of them for being extreme: their figures "
                        + "speak of what is displayed and not of the test set."
                        + leftOut.sentence(),
                List.of(
                        "Model",
                        "Attribution",
                        "Examples",
                        "Probability falls, top",
                        "Probability falls, random",
                        "Log odds fall, top",
                        "Log odds fall, random",
                        "Top falls more"),
                rows);
    }

    private static float[] timesInput(Gradients gradients) {
        return gradients.timesInput();
    }

    private static void row(List<List<Object>> rows, String model, String attribution, DeletionCheck.Falls falls) {
        if (falls.examples() > 0) {
            rows.add(List.of(
                    model,
                    attribution,
                    falls.examples(),
                    falls.top(),
                    falls.random(),
                    falls.topOdds(),
                    falls.randomOdds(),
                    falls.more()));
        }
    }
}
