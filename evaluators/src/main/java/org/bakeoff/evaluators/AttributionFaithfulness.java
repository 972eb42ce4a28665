package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.ModelPredictions;

/** Tests by deletion how faithful each model's attributions are, on the examples that are shown and on a sample. */
final class AttributionFaithfulness {

    private AttributionFaithfulness() {}

    /**
     * Tests every model.
     *
     * @param sample the size of the sample
     */
    static Table test(Comparison comparison, Attributions attributions, int sample) {
        int[] examples = RandomSample.examples(comparison, example -> true, sample, "deletion");
        List<List<Object>> rows = new ArrayList<>();
        OmittedModels omitted = new OmittedModels();
        for (ModelPredictions model : comparison.models()) {
            omitted.query(model, trained -> {
                DeletionTest test = new DeletionTest(comparison, model);
                SortedMap<Integer, float[]> shown = new TreeMap<>();
                attributions.of(model.model()).forEach((example, one) -> shown.put(example, one.scores()));
                SortedMap<Integer, float[]> sampled = new TreeMap<>();
                new TrueClassGradients(comparison, trained.get(0))
                        .gradients(examples)
                        .forEach((example, one) -> sampled.put(example, one.timesInput()));
                row(rows, model.model(), "integrated gradients, examples shown", test.of(shown));
                row(rows, model.model(), "gradient times input, random sample", test.of(sampled));
            });
        }
        return new Table(
                "attributionFaithfulness",
                "Attribution faithfulness (deletion test)",
                "The test deletes a tenth of an example's tokens, at least one: those that speak most for its own class by their "
                        + "attribution, or as many at random (the mean of five draws). The numbers are mean falls of the "
                        + "probability of that class and of its log odds, by the model of the first seed. If the top tokens "
                        + "cost hardly more than random ones, or if they cost more in only about half of the examples, the "
                        + "attributions of that model mean nothing. Shortened texts are unlike those that the models were "
                        + "trained on, so only the comparison with random deletions counts. Half of the examples shown were "
                        + "chosen because they are extreme: their numbers describe what is shown, not the test set."
                        + omitted.sentence(),
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

    private static void row(List<List<Object>> rows, String model, String attribution, DeletionTest.Falls falls) {
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
