package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.TrainedModel.Padding;
import org.jspecify.annotations.Nullable;

/** Measures how padding in front changes predictions: without it, as in training, and with twice the columns. */
public final class PaddingSensitivity extends NamedEvaluator<PaddingSensitivity.Config> {

    /**
     * Configures how much to ask.
     *
     * @param examples the size of the sample
     * @param seeds how many seeds to ask; all, if null
     */
    public record Config(
            @ConfigProperty(
                    value = "test examples drawn: each costs a seed three predictions, one of them at twice the length",
                    min = 1,
                    max = 1_000_000)
            int examples,

            @ConfigProperty(value = "number of seeds to ask, the first ones; time grows with it; absent: all", min = 1)
            @Nullable
            Integer seeds) {}

    private static final List<String> COLUMNS =
            List.of("Model", "Padding", "Seeds", "Accuracy", "Flipped predictions", "Mean change of probability");

    /** For the service loader. */
    public PaddingSensitivity() {
        super("padding", "how predictions change with more or less padding", new Config(1000, null));
    }

    @Override
    public List<Finding> evaluate(Config config, Comparison comparison) {
        int[] examples = Positions.examples(comparison, example -> true, config.examples(), "padding");
        OmittedModels omitted = new OmittedModels();
        List<List<Object>> rows = new ArrayList<>();
        for (ModelPredictions model : examples.length == 0 ? List.<ModelPredictions>of() : comparison.models()) {
            omitted.query(model, trained -> {
                for (Padding padding : Padding.values()) {
                    List<Object> none = List.of(model.model(), title(padding), 0L, Double.NaN, Double.NaN, Double.NaN);
                    List<Object> row = new ArrayList<>(none);
                    omitted.query(
                            model.model() + " with padding " + title(padding),
                            () -> Collections.copy(row, row(config, comparison, model, padding, examples)));
                    rows.add(row);
                }
            });
        }
        return List.of(new Table(
                "padding",
                "Sensitivity to padding",
                String.format(
                                Locale.ROOT,
                                "Predictions for %,d test examples drawn at random, with no padding in front, as in training, and with "
                                        + "twice the columns of that. Flipped: the share of predictions of another class than with "
                                        + "padding as trained. Change: the mean distance between the two probabilities of the "
                                        + "example's own class. All are means over seeds. A model whose predictions flip counts "
                                        + "columns that hold nothing.",
                                examples.length)
                        + omitted.sentence(),
                COLUMNS,
                rows));
    }

    private static List<Object> row(
            Config config, Comparison comparison, ModelPredictions model, Padding padding, int[] examples) {
        Integer limit = config.seeds();
        int seeds = Math.min(
                limit == null ? Integer.MAX_VALUE : limit, model.trained().size());
        List<int[]> tokens = IntStream.of(examples)
                .mapToObj(example -> comparison.tokens(model, example))
                .toList();
        double right = 0;
        double flipped = 0;
        double change = 0;
        for (int seed = 0; seed < seeds; seed++) {
            Predictions trained = model.seeds().get(seed);
            Predictions padded = model.trained().get(seed).predict(tokens, padding);
            for (int at = 0; at < examples.length; at++) {
                int label = comparison.examples().get(examples[at]).label();
                right += padded.predicted(at) == label ? 1 : 0;
                flipped += padded.predicted(at) == trained.predicted(examples[at]) ? 0 : 1;
                change += Math.abs(padded.probability(at, label) - trained.probability(examples[at], label));
            }
        }
        double n = (double) seeds * examples.length;
        return List.of(model.model(), title(padding), (long) seeds, right / n, flipped / n, change / n);
    }

    private static String title(Padding padding) {
        return switch (padding) {
            case NONE -> "none";
            case TRAINED -> "as trained";
            case DOUBLED -> "doubled";
        };
    }
}
