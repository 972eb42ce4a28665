package org.bakeoff.experiment;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bakeoff.data.ExampleTable;
import org.bakeoff.io.Json;
import org.bakeoff.io.Sha256;
import org.bakeoff.spec.Records;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.Training;
import org.bakeoff.statistics.Budget;
import org.bakeoff.training.TrialResult;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/** Calculates the training budgets of models. */
final class Budgets {

    /** Keys of the training that don't affect the budget. */
    private static final Set<String> NEUTRAL = Set.of("seeds", "device", "threads");

    private final Comparer.Data data;
    private final Comparer.Trials trials;
    private final String split;

    Budgets(Comparer.Data data, Comparer.Trials trials) {
        this.data = data;
        this.trials = trials;
        this.split = split(data);
    }

    /** Returns the SHA-256 of a JSON array of two: the ids that are trained on, and those of the validation set. */
    private static String split(Comparer.Data data) {
        MessageDigest sha256 = Sha256.digest();
        try (JsonGenerator json =
                Json.COMPACT.createGenerator(new DigestOutputStream(OutputStream.nullOutputStream(), sha256))) {
            json.writeStartArray();
            for (int[] positions : List.of(data.split().train(), data.split().validation())) {
                json.writeStartArray();
                ExampleTable.chosen(data.train().ids(), positions).forEach(json::writeString);
                json.writeEndArray();
            }
            json.writeEndArray();
        }
        return Sha256.of(sha256);
    }

    /** Returns the budget of a model; empty if it has no result. */
    Optional<Budget> of(Spec.Model model, List<TrialResult> results) {
        if (results.isEmpty()) {
            return Optional.empty();
        }
        Budget known = trials.budgets().get(model.name());
        if (known != null) {
            return Optional.of(known);
        }
        double epochs = mean(results, result -> result.history().epochs());
        long size = (long) model.training().batchSize() * model.training().gradientAccumulation();
        long updates = (data.split().train().length + size - 1) / size;
        ExampleTable train = data.train(model);
        long tokens =
                IntStream.of(data.split().train()).mapToLong(train::length).sum();
        List<String> words = data.input(model).info().vocabulary();
        return Optional.of(new Budget(
                epochs,
                epochs * updates,
                epochs * tokens,
                trials(model),
                nonDefaults(model),
                new Budget.Vocabulary(words.size(), Sha256.of(Json.COMPACT.writeValueAsString(words))),
                split));
    }

    private Budget.Trials trials(Spec.Model model) {
        int tested = (int) trials.outcomes().stream()
                .filter(outcome -> outcome.trial().model().name().equals(model.name()))
                .count();
        return trials.searches().stream()
                .filter(search -> search.model().equals(model.name()))
                .map(search -> new Budget.Trials(search.configurations().size(), search.trials(), tested))
                .findFirst()
                .orElseGet(() -> new Budget.Trials(1, 0, tested));
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
}
