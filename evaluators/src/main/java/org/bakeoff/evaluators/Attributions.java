package org.bakeoff.evaluators;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.api.TrainedModel.IntegratedGradients;
import org.jspecify.annotations.Nullable;

/** Computes the integrated gradients of every example that is shown, by each model's first seed, once for all pairs. */
final class Attributions {

    private static final int DIGITS = 3;

    private final Comparison comparison;
    private final Map<String, SortedMap<Integer, IntegratedGradients>> byModel = new HashMap<>();
    private final OmittedModels omitted = new OmittedModels();

    /** Computes those of the positions of the examples to show, by model. */
    Attributions(Comparison comparison, Map<String, SortedSet<Integer>> shown, int steps) {
        this.comparison = comparison;
        for (ModelPredictions model : comparison.models()) {
            int[] positions = shown.getOrDefault(model.model(), new TreeSet<>()).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            if (positions.length == 0) {
                continue;
            }
            omitted.query(model, trained -> {
                TrainedModel first = trained.get(0);
                SortedMap<Integer, IntegratedGradients> found =
                        new TrueClassGradients(comparison, model, first).integrated(positions, steps);
                found.values().removeIf(one -> !Double.isFinite(one.gap()) || !Double.isFinite(one.difference()));
                byModel.put(model.model(), found);
                if (found.size() < positions.length) {
                    omitted.add(model.model(), "its logits are not finite with seed " + first.seed());
                }
            });
        }
    }

    /** Returns all attributions of a model, by the positions of examples. */
    SortedMap<Integer, IntegratedGradients> of(String model) {
        return byModel.getOrDefault(model, new TreeMap<>());
    }

    /** Returns one attribution, rounded to three digits of its largest score to keep reports small; null if there is none. */
    Cases.@Nullable Attribution of(ModelPredictions model, int example) {
        IntegratedGradients found = of(model.model()).get(example);
        return found == null
                ? null
                : new Cases.Attribution(
                        model.trained().get(0).seed(),
                        rounded(found.scores()),
                        rounded(found.gap(), found.gap()),
                        model.encoding().map(own -> words(comparison.tokens(model, example), own.data())));
    }

    /** Returns the word of each token id. */
    static List<String> words(int[] tokens, DatasetInfo data) {
        return Arrays.stream(tokens).mapToObj(data.vocabulary()::get).toList();
    }

    /** Says how far the sums of scores are from the logits that they explain, for each of some models. */
    String gaps(List<String> models) {
        StringBuilder text = new StringBuilder();
        for (String model : models) {
            double[] gaps = of(model).values().stream()
                    .filter(one -> one.difference() != 0)
                    .mapToDouble(one -> Math.abs(one.gap() / one.difference()))
                    .sorted()
                    .toArray();
            if (gaps.length > 0) {
                text.append(String.format(
                        Locale.ROOT,
                        " %s: the scores of an example miss at most %s of the logit's difference to padding, %s in the"
                                + " median.",
                        model,
                        percent(gaps[gaps.length - 1]),
                        percent(gaps[gaps.length / 2])));
            }
        }
        return text + omitted.sentence("Without token scores", models::contains);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.1 ? "%.2g%%" : "%,.0f%%", 100 * share);
    }

    private static List<Double> rounded(float[] scores) {
        double largest = 0;
        for (float score : scores) {
            largest = Math.max(largest, Math.abs(score));
        }
        List<Double> result = new ArrayList<>();
        for (float score : scores) {
            result.add(rounded(score, largest));
        }
        return result;
    }

    private static double rounded(double value, double largest) {
        if (value == 0 || !Double.isFinite(largest)) {
            return value;
        }
        int exponent = (int) Math.floor(Math.log10(Math.abs(largest)));
        return BigDecimal.valueOf(value)
                .setScale(DIGITS - 1 - exponent, RoundingMode.HALF_EVEN)
                .doubleValue();
    }
}
