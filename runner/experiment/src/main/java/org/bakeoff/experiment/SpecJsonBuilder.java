package org.bakeoff.experiment;

import java.util.function.Consumer;
import org.bakeoff.io.Json;
import org.bakeoff.spec.Records;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Builds a spec as the JSON that a user would write, so that both are resolved and validated by the same code. */
final class SpecJsonBuilder {

    private final ObjectNode json = Json.COMPACT.createObjectNode();

    boolean isEmpty() {
        return json.isEmpty();
    }

    /** Returns the spec so far, as JSON text. */
    String text() {
        return Json.COMPACT.writeValueAsString(json);
    }

    void name(String name) {
        json.put("name", name);
    }

    void dataset(String plugin, @Nullable Object config) {
        json.set("dataset", chosen(plugin, config));
    }

    void model(String name, String plugin, @Nullable Object config) {
        ObjectNode models = json.withObjectProperty("models");
        if (models.has(name)) {
            throw new IllegalArgumentException("there is a model named '" + name + "' already");
        }
        models.set(name, chosen(plugin, config));
    }

    void evaluator(String plugin, @Nullable Object config) {
        json.withArrayProperty("evaluators").add(chosen(plugin, config));
    }

    void primaryMetric(String metric) {
        json.withObjectProperty("comparison").put("primaryMetric", metric);
    }

    void training(Consumer<TrainingBuilder> settings) {
        settings.accept(new TrainingBuilder(json.withObjectProperty("training")));
    }

    void training(String model, Consumer<TrainingBuilder> settings) {
        if (!(json.path("models").path(model) instanceof ObjectNode own)) {
            throw new IllegalArgumentException("there is no model named '" + model + "' yet");
        }
        settings.accept(new TrainingBuilder(own.withObjectProperty("training")));
    }

    private static ObjectNode chosen(String plugin, @Nullable Object config) {
        ObjectNode chosen = Json.COMPACT.createObjectNode();
        chosen.put("plugin", plugin);
        if (config != null) {
            chosen.set("config", Records.node(config));
        }
        return chosen;
    }
}
