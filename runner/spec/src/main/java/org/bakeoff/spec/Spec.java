package org.bakeoff.spec;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.Plugin;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resolved spec: every plugin found, every value valid, every path absolute.
 *
 * @param title what the experiment is called
 * @param dataset the dataset and its configuration
 * @param compared the models in their order, those to train and those whose predictions come from files
 * @param training how they are trained, but for what a model has of its own
 * @param comparison how the models are compared
 * @param evaluators the evaluators in their order
 * @param search configurations to be tried for the models, or null
 */
public record Spec(
        Title title,
        Chosen<Dataset<?>> dataset,
        List<ComparedModel> compared,
        Training training,
        ComparisonConfig comparison,
        List<Chosen<Evaluator<?>>> evaluators,
        @Nullable Search search) {

    /** The pointer of the dataset. */
    static final String DATASET = "/dataset";

    /** The largest number of models that are compared: time, memory and the size of a report grow with the number of pairs. */
    public static final int MOST_MODELS = 100;

    /** The largest number of characters that a name in a spec has. */
    public static final int LONGEST_NAME = 100;

    /** The largest number of trials: each is a folder, and some objects in memory. */
    public static final int MOST_TRIALS = 100_000;

    /** The largest number of tags. */
    public static final int MOST_TAGS = 20;

    /** Copies the lists. */
    public Spec {
        compared = List.copyOf(compared);
        evaluators = List.copyOf(evaluators);
    }

    /**
     * Says what an experiment is called.
     *
     * @param name its name
     * @param tags words to find it by, which decide nothing
     */
    public record Title(String name, List<String> tags) {

        /** Copies the list. */
        public Title {
            tags = List.copyOf(tags);
        }
    }

    /** Returns the experiment's name. */
    public String name() {
        return title.name();
    }

    /**
     * A plugin and its configuration.
     *
     * @param plugin the plugin
     * @param config a record of the class of its {@link Plugin#defaults()}
     */
    public record Chosen<P extends Plugin<?>>(P plugin, Record config) {

        ObjectNode toJson() {
            ObjectNode json = Json.COMPACT.createObjectNode();
            json.put("plugin", plugin.name());
            json.set("config", ConfigSecrets.redacted(config));
            return json;
        }
    }

    /** A model of a comparison. */
    public sealed interface ComparedModel {

        /** Returns its name in the spec. */
        String name();
    }

    /**
     * A model that was trained elsewhere, of which only predictions are known.
     *
     * @param name its name in the spec
     * @param files the files of its predictions, absolute, one for each seed, which are 1, 2, 3 and so on
     * @param baseline whether it is a baseline
     */
    public record ImportedModel(String name, List<Path> files, boolean baseline) implements ComparedModel {

        /** Copies the list. */
        public ImportedModel {
            files = List.copyOf(files);
        }

        /** Returns what is known of the keys that such a model has in a spec. */
        public static List<KeyDescription> keys() {
            return KeyDescription.of(PredictionFiles.defaults());
        }

        private ObjectNode toJson() {
            return Records.toJson(
                    new PredictionFiles(files.stream().map(Path::toString).toList(), baseline));
        }
    }

    /**
     * A model to train.
     *
     * @param name its name in the spec
     * @param provider the plugin that makes it
     * @param training how it is trained: the common training under its own
     */
    public record Model(String name, Chosen<ModelProvider<?>> provider, Training training) implements ComparedModel {

        /** Returns the model as JSON that {@link SpecReader#model} reads, all of its training included. */
        public ObjectNode toJson() {
            ObjectNode json = provider.toJson();
            json.set("training", Records.toJson(training));
            return json;
        }
    }

    /** Returns the models to train, in their order. */
    public List<Model> models() {
        return ofKind(Model.class);
    }

    /** Returns the models whose predictions come from files, in their order. */
    public List<ImportedModel> imported() {
        return ofKind(ImportedModel.class);
    }

    private <T extends ComparedModel> List<T> ofKind(Class<T> kind) {
        return compared.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * Returns the spec as JSON that resolves to an equal spec on its own, unless the dataset's configuration holds secrets: they are
     * redacted.
     */
    public JsonNode toJson() {
        ObjectNode json = Json.COMPACT.createObjectNode();
        json.put("name", name());
        if (!title.tags().isEmpty()) {
            json.set("tags", Json.COMPACT.valueToTree(title.tags()));
        }
        json.set("dataset", dataset.toJson());
        ObjectNode common = Records.toJson(training);
        ObjectNode all = json.putObject("models");
        for (ComparedModel model : compared) {
            all.set(
                    model.name(),
                    model instanceof ImportedModel imported ? imported.toJson() : toJson((Model) model, common));
        }
        json.set("training", common);
        ObjectNode rules = Records.toJson(comparison);
        if (!rules.isEmpty()) {
            json.set("comparison", rules);
        }
        ArrayNode list = json.putArray("evaluators");
        evaluators.forEach(evaluator -> list.add(evaluator.toJson()));
        if (search != null) {
            json.set("search", search.toJson());
        }
        return json;
    }

    private ObjectNode toJson(Model model, ObjectNode common) {
        ObjectNode own =
                own(Records.toJson(model.training()), common, search == null ? Set.of() : search.without(model.name()));
        ObjectNode json = model.provider().toJson();
        if (!own.isEmpty()) {
            json.set("training", own);
        }
        return json;
    }

    /** Returns the same with another name. */
    Spec named(String name) {
        return new Spec(new Title(name, title.tags()), dataset, compared, training, comparison, evaluators, search);
    }

    /** Returns the same with the models of a search in those configurations that were selected. */
    public Spec selected(List<Model> chosen) {
        Map<String, Model> selected = new HashMap<>();
        chosen.forEach(model -> selected.put(model.name(), model));
        List<ComparedModel> models = compared.stream()
                .<ComparedModel>map(model -> selected.containsKey(model.name()) ? selected.get(model.name()) : model)
                .toList();
        return new Spec(title, dataset, models, training, comparison, evaluators, null);
    }

    /**
     * What differs from the common training; null where only that has a value.
     *
     * @param kept what is said even where it doesn't differ
     */
    private static ObjectNode own(ObjectNode training, ObjectNode common, Set<String> kept) {
        ObjectNode own = training.deepCopy();
        own.properties()
                .removeIf(
                        entry -> entry.getValue().equals(common.get(entry.getKey())) && !kept.contains(entry.getKey()));
        Stream.concat(common.propertyNames().stream(), kept.stream().sorted())
                .filter(key -> !training.has(key))
                .forEach(own::putNull);
        return own;
    }
}
