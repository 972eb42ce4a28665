package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bakeoff.data.Sha256;
import org.bakeoff.io.Json;
import org.bakeoff.spec.Records;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.Training;
import org.bakeoff.training.TrialResult;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reckons what models were given. */
final class Budgets {

    /** Keys of the training that give a model nothing. */
    private static final Set<String> NEUTRAL = Set.of("seeds", "device", "threads");

    private final ComparisonInput input;
    private final String vocabulary;
    private final String split;
    private final long tokens;

    Budgets(ComparisonInput input) {
        this.input = input;
        this.vocabulary =
                Sha256.of(Json.COMPACT.writeValueAsString(input.test().info().vocabulary()));
        this.split = Sha256.of(Json.COMPACT.writeValueAsString(
                List.of(ids(input.split().train()), ids(input.split().validation()))));
        this.tokens = IntStream.of(input.split().train())
                .mapToLong(index -> input.train().get(index).tokens().length)
                .sum();
    }

    private List<String> ids(int[] positions) {
        return IntStream.of(positions)
                .mapToObj(index -> input.train().get(index).id())
                .toList();
    }

    /** The budget of a model, or null if it has no result. */
    @Nullable
    Budget of(Spec.Model model, List<TrialResult> results) {
        if (results.isEmpty()) {
            return null;
        }
        Budget known = input.budgets().get(model.name());
        if (known != null) {
            return known;
        }
        double epochs = mean(results, result -> result.history().size());
        int size = model.training().batchSize();
        int batches = (input.split().train().length + size - 1) / size;
        return new Budget(
                epochs, epochs * batches, epochs * tokens, tried(model), nonDefaults(model), vocabulary, split);
    }

    private int tried(Spec.Model model) {
        return input.tuning().stream()
                .filter(tuning -> tuning.model().equals(model.name()))
                .mapToInt(tuning -> tuning.configurations().size())
                .findFirst()
                .orElse(1);
    }

    private static double mean(List<TrialResult> results, ToDoubleFunction<TrialResult> value) {
        return results.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static Map<String, String> nonDefaults(Spec.Model model) {
        Map<String, String> nonDefaults = new LinkedHashMap<>();
        differences(
                "",
                Records.toJson(model.provider().config()),
                Records.toJson(model.provider().plugin().defaults()),
                nonDefaults);
        ObjectNode training = Records.toJson(model.training());
        ObjectNode defaults = Records.toJson(Training.defaults());
        training.remove(NEUTRAL);
        defaults.remove(NEUTRAL);
        differences("training.", training, defaults, nonDefaults);
        return nonDefaults;
    }

    private static void differences(String prefix, ObjectNode json, ObjectNode defaults, Map<String, String> found) {
        Set<String> keys = new TreeSet<>(json.propertyNames());
        keys.addAll(defaults.propertyNames());
        for (String key : keys) {
            if (!json.path(key).equals(defaults.path(key))) {
                found.put(prefix + key, json.has(key) ? json.path(key).toString() : "null");
            }
        }
    }

    /** A sentence that says where budgets differ; none where they don't. */
    static List<String> differences(List<ModelResult> models) {
        List<String> parts = new ArrayList<>();
        figures("configurations tried", models, budget(Budget::tried), parts);
        figures("epochs", models, budget(Budget::epochs), parts);
        figures("updates", models, budget(Budget::updates), parts);
        figures("tokens seen", models, budget(Budget::tokens), parts);
        figures("parameters", models, ModelResult::parameters, parts);
        hashes("vocabularies", models, Budget::vocabularySha256, parts);
        hashes("training examples", models, Budget::splitSha256, parts);
        return parts.isEmpty() ? List.of() : List.of("Budgets differ: " + String.join("; ", parts));
    }

    private static ToDoubleFunction<ModelResult> budget(ToDoubleFunction<Budget> figure) {
        return model -> model.budget() == null ? Double.NaN : figure.applyAsDouble(model.budget());
    }

    private static void figures(
            String what, List<ModelResult> models, ToDoubleFunction<ModelResult> figure, List<String> parts) {
        List<ModelResult> known =
                models.stream().filter(model -> model.budget() != null).toList();
        if (known.stream().mapToDouble(figure).distinct().count() > 1) {
            parts.add(what + " ("
                    + String.join(
                            ", ",
                            known.stream()
                                    .map(model -> model.name() + " " + number(figure.applyAsDouble(model)))
                                    .toList())
                    + ")");
        }
    }

    private static void hashes(
            String what,
            List<ModelResult> models,
            java.util.function.Function<Budget, String> hash,
            List<String> parts) {
        long different = models.stream()
                .flatMap(model -> java.util.stream.Stream.ofNullable(model.budget()))
                .map(hash)
                .distinct()
                .count();
        if (different > 1) {
            parts.add(what + " (" + different + " different ones, see their hashes)");
        }
    }

    private static String number(double value) {
        return String.format(java.util.Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.1f", value);
    }
}
