package org.bakeoff.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.Plugin;
import org.bakeoff.io.Json;
import org.bakeoff.spec.Records;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Assembles a spec as a user would write it, so that both are resolved by the same code. */
final class SpecParts {

    private final ObjectNode spec = Json.COMPACT.createObjectNode();
    private final List<Plugin<?>> instances = new ArrayList<>();

    boolean isEmpty() {
        return spec.isEmpty();
    }

    /** Returns the spec. */
    String json() {
        return spec.toString();
    }

    /** Returns the plugins that were given as instances. */
    List<Plugin<?>> instances() {
        return instances;
    }

    boolean hasModelInstances() {
        return instances.stream().anyMatch(ModelProvider.class::isInstance);
    }

    /** Adds a plugin as an instance, and returns its name. */
    String add(Plugin<?> plugin) {
        if (!instances.contains(plugin)) {
            instances.add(plugin);
        }
        return plugin.name();
    }

    void name(String name) {
        spec.put("name", name);
    }

    /**
     * Sets the dataset.
     *
     * @param config a map by key, or a record
     */
    void dataset(String plugin, Object config) {
        spec.set("dataset", chosen(plugin, config));
    }

    /**
     * Adds a model.
     *
     * @throws IllegalArgumentException if another model has that name
     */
    void model(String name, String plugin, Object config) {
        addModel(name, chosen(plugin, config));
    }

    /** Adds a model that was trained elsewhere; see {@link #model}. */
    void predictions(String name, List<Path> files, boolean baseline) {
        ObjectNode model = Json.COMPACT.createObjectNode();
        ArrayNode paths = model.putArray("predictions");
        files.forEach(file -> paths.add(file.toString()));
        model.put("baseline", baseline);
        addModel(name, model);
    }

    private void addModel(String name, ObjectNode model) {
        ObjectNode models = spec.withObjectProperty("models");
        if (models.has(name)) {
            throw new IllegalArgumentException("there is a model named '" + name + "' already");
        }
        models.set(name, model);
    }

    /** Returns how all models are trained, to be set. */
    TrainingBuilder training() {
        return new TrainingBuilder(spec.withObjectProperty("training"));
    }

    /**
     * Returns how one model is trained, to be set.
     *
     * @throws IllegalArgumentException if there is no model of that name yet
     */
    TrainingBuilder training(String model) {
        if (!(spec.path("models").path(model) instanceof ObjectNode own)) {
            throw new IllegalArgumentException("there is no model named '" + model + "' yet");
        }
        return new TrainingBuilder(own.withObjectProperty("training"));
    }

    /** Returns how models are compared, to be set. */
    ObjectNode comparison() {
        return spec.withObjectProperty("comparison");
    }

    void addEvaluator(String plugin, Object config) {
        spec.withArrayProperty("evaluators").add(chosen(plugin, config));
    }

    private static ObjectNode chosen(String plugin, Object config) {
        return Json.COMPACT.createObjectNode().put("plugin", plugin).set("config", Records.node(config));
    }
}
