package org.bakeoff.spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.Plugin;
import org.bakeoff.plugins.BrokenPlugin;
import org.bakeoff.plugins.PluginCatalog;
import org.bakeoff.plugins.PluginCatalogs;
import org.bakeoff.spec.Spec.Chosen;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Resolves one spec; collects all that is wrong with it. */
final class SpecResolver {

    private static final Logger LOG = LoggerFactory.getLogger(SpecResolver.class);

    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0," + (Spec.LONGEST_NAME - 1) + "}");
    private static final String NAME_RULE =
            "a name of at most " + Spec.LONGEST_NAME + " small letters, digits and hyphens that starts with a letter";
    /** The key of a model that makes it one from elsewhere. */
    static final String PREDICTIONS = "predictions";

    static final List<String> COMMON_ONLY = List.of("seeds", "examples", "validation", "validationStrategy", "device");

    private final PluginCatalogs plugins;
    private final ConfigBinder binder;
    private final Faults faults;
    private final Function<Faults, SpecResolver> others;
    private final boolean filesExpected;

    /**
     * Creates a resolver.
     *
     * @param filesExpected whether this is to be run, so that files of predictions must be there
     */
    SpecResolver(PluginCatalogs plugins, Paths paths, Faults faults, boolean filesExpected) {
        this.filesExpected = filesExpected;
        this.plugins = plugins;
        this.binder = new ConfigBinder(paths, faults);
        this.faults = faults;
        this.others = own -> new SpecResolver(plugins, paths, own, false);
    }

    /** Returns the resolved spec, or nothing if there are faults. */
    Optional<Spec> resolve(JsonNode json, String stem) {
        faults.keys(json, SpecKey.keys(), "");
        if (BenchmarkResolver.isBenchmark(json)) {
            BenchmarkResolver.KEYS.stream()
                    .filter(json::has)
                    .forEach(key -> faults.add(
                            "/" + key,
                            "this makes it a benchmark of several runs, which 'run' and 'validate' take; for anything else give"
                                    + " a spec with one \"dataset\", such as the spec.json of one of its runs"));
            return Optional.empty();
        }
        if (json.has("$schema") && !json.get("$schema").isString()) {
            faults.wrong("/$schema", json.get("$schema"), "the path or URL of a JSON Schema in quotes");
        }
        Spec.Title title = new Spec.Title(name(json.path("name"), stem), tags(json.path("tags")));
        Chosen<Dataset<?>> dataset = dataset(json).orElse(null);
        Training training = binder.bind(json.path("training"), Training.defaults(), "/training");
        if (training != null && !fewEnough(training, json.path("models").size())) {
            return Optional.empty();
        }
        List<Spec.ComparedModel> compared = required(json, "models", "at least one model to train")
                ? models(json.get("models"), training)
                : List.of();
        ComparisonConfig comparison = binder.bind(json.path("comparison"), ComparisonConfig.defaults(), "/comparison");
        int before = faults.size();
        List<Chosen<Evaluator<?>>> chosen = evaluators(json.path("evaluators"));
        if (chosen.isEmpty() && faults.size() == before && comparison != null && comparison.primaryMetric() != null) {
            faults.add(
                    "/comparison/primaryMetric",
                    "there are no evaluators that could measure it; leave it out, or list one");
        }
        checkSeeds(json, compared);
        Search search = search(json, compared);
        if (!faults.isEmpty() || dataset == null || training == null || comparison == null) {
            return Optional.empty();
        }
        Spec spec = new Spec(title, dataset, compared, training, comparison, chosen, search);
        if (search != null) {
            checkFolders(spec, search);
        }
        return faults.isEmpty() ? Optional.of(spec) : Optional.empty();
    }

    /** Refuses more trials than there may be before each model has a copy of the seeds. */
    private boolean fewEnough(Training training, int models) {
        long seeds = training.seeds().first().size();
        if (seeds * models <= Spec.MOST_TRIALS) {
            return true;
        }
        faults.add(
                "/training/seeds",
                String.format(
                        Locale.ROOT,
                        "found %,d seeds of %,d models, which are %,d trials; allowed: at most %,d trials",
                        seeds,
                        models,
                        seeds * models,
                        Spec.MOST_TRIALS));
        return false;
    }

    /** Refuses models from elsewhere whose trials would have the folders of those of a search. */
    private void checkFolders(Spec spec, Search search) {
        Set<String> taken = search.candidates().stream()
                .map(candidate -> candidate.model().name() + "-" + candidate.configuration())
                .collect(Collectors.toSet());
        for (Spec.ImportedModel model : spec.imported()) {
            if (taken.contains(model.name())) {
                faults.add(
                        Faults.below("/models", model.name()),
                        "its trials would have the names of those that the search gives to a configuration of another"
                                + " model; give it another name");
            }
        }
    }

    private void checkSeeds(JsonNode json, List<Spec.ComparedModel> compared) {
        if (filesExpected && hasAdaptiveSeeds(json)) {
            compared.stream()
                    .filter(Spec.ImportedModel.class::isInstance)
                    .findFirst()
                    .ifPresent(
                            model -> faults.add(
                                    "/training/seeds",
                                    "seeds can't be added to " + model.name()
                                            + ", whose predictions come from files; allowed: an array of them, such as [1, 2, 3]"));
        }
    }

    /** Returns whether the seeds are a plan, whatever else is wrong with the training. */
    static boolean hasAdaptiveSeeds(JsonNode json) {
        return json.path("training").path("seeds").isObject();
    }

    /** Returns the search; null if there is none, or there are faults. */
    private @Nullable Search search(JsonNode json, List<Spec.ComparedModel> compared) {
        JsonNode search = json.path("search");
        SearchMethod method =
                binder.bind(search, SearchMethod.defaults(), SearchMethod.defaults(), "/search", List.of("space"));
        if (!search.isObject()) {
            return null;
        }
        return new SearchReader(json, faults, others).read(trained(compared), method);
    }

    private static List<Spec.Model> trained(List<Spec.ComparedModel> models) {
        return models.stream()
                .flatMap(model -> model instanceof Spec.Model one ? Stream.of(one) : Stream.empty())
                .toList();
    }

    /** Returns the models of a spec of which nothing else need be there but their training. */
    List<Spec.Model> models(JsonNode json) {
        return trained(
                models(json.path("models"), binder.bind(json.path("training"), Training.defaults(), "/training")));
    }

    /** Returns a model that carries all of its training, or nothing if there are faults. */
    Optional<Spec.Model> single(String name, JsonNode json) {
        Chosen<ModelProvider<?>> provider =
                chosen(json, "model plugin", plugins.models(), "", List.of("plugin", "config", "training"));
        Training training = binder.bind(json.path("training"), Training.defaults(), "/training");
        return provider == null || training == null
                ? Optional.empty()
                : Optional.of(new Spec.Model(name, provider, training));
    }

    /** Returns the dataset of a spec, or nothing if there are faults. */
    Optional<Chosen<Dataset<?>>> dataset(JsonNode json) {
        if (!required(json, "dataset", "a dataset to train on")) {
            return Optional.empty();
        }
        Chosen<Dataset<?>> chosen =
                chosen(json.get("dataset"), "dataset", plugins.datasets(), Spec.DATASET, List.of("plugin", "config"));
        if (chosen != null && filesExpected) {
            ConfigSecrets.unusable(chosen.config()).forEach(fault -> faults.add(fault.pointer(), fault.message()));
        }
        return Optional.ofNullable(chosen);
    }

    private String name(JsonNode node, String stem) {
        if (node.isMissingNode()) {
            return NAME.matcher(stem).matches() ? stem : "experiment";
        }
        if (!node.isString() || !NAME.matcher(node.asString()).matches()) {
            faults.wrong("/name", node, NAME_RULE);
        }
        return node.asString("");
    }

    private List<String> tags(JsonNode node) {
        List<String> tags = new ArrayList<>();
        node.forEach(tag -> tags.add(tag.asString("")));
        boolean valid = node.isMissingNode()
                || (node.isArray()
                        && tags.size() <= Spec.MOST_TAGS
                        && tags.stream().distinct().count() == tags.size()
                        && tags.stream().allMatch(tag -> NAME.matcher(tag).matches()));
        if (!valid) {
            faults.wrong("/tags", node, "an array of at most " + Spec.MOST_TAGS + " different tags, each " + NAME_RULE);
        }
        return valid ? tags : List.of();
    }

    private boolean required(JsonNode json, String key, String what) {
        if (!json.has(key)) {
            faults.add("/" + key, "this key is required: " + what);
        }
        return json.has(key);
    }

    private List<Spec.ComparedModel> models(JsonNode json, @Nullable Training common) {
        List<Spec.ComparedModel> models = new ArrayList<>();
        if (!json.isObject() || json.isEmpty()) {
            faults.wrong("/models", json, "an object with at least one model, by name");
            return models;
        }
        if (json.size() > Spec.MOST_MODELS) {
            faults.add(
                    "/models",
                    String.format(
                            Locale.ROOT,
                            "found %,d models, of which every two would be compared, %,d pairs; allowed: at most %d."
                                    + " Divide them among several specs; further seeds of a model need no further model",
                            json.size(),
                            json.size() * (json.size() - 1L) / 2,
                            Spec.MOST_MODELS));
        }
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            String pointer = Faults.below("/models", entry.getKey());
            if (!NAME.matcher(entry.getKey()).matches()) {
                faults.add(pointer, "found a model named " + Faults.quoted(entry.getKey()) + "; allowed: " + NAME_RULE);
            }
            if (entry.getValue().has(PREDICTIONS)) {
                imported(entry.getKey(), entry.getValue(), pointer).ifPresent(models::add);
                continue;
            }
            Chosen<ModelProvider<?>> provider = chosen(
                    entry.getValue(),
                    "model plugin",
                    plugins.models(),
                    pointer,
                    List.of("plugin", "config", "training"));
            Training own = training(entry.getValue().path("training"), common, pointer + "/training");
            if (provider != null && own != null) {
                models.add(new Spec.Model(entry.getKey(), provider, own));
            }
        }
        // No other message has a name that may control a terminal.
        models.removeIf(model -> !NAME.matcher(model.name()).matches());
        return models;
    }

    /** Returns a model that has predictions in place of a plugin. */
    private Optional<Spec.ImportedModel> imported(String name, JsonNode json, String pointer) {
        if (json.has("plugin")) {
            faults.add(
                    pointer + "/" + PREDICTIONS,
                    "a model is trained by its \"plugin\", or has \"predictions\" from files; leave one of them out");
            return Optional.empty();
        }
        PredictionFiles files = binder.bind(json, PredictionFiles.defaults(), pointer);
        if (files == null) {
            return Optional.empty();
        }
        List<Path> paths = files.predictions().stream().map(Path::of).toList();
        for (int index = 0; index < paths.size(); index++) {
            if (filesExpected && !Files.isRegularFile(paths.get(index))) {
                faults.add(
                        pointer + "/" + PREDICTIONS + "/" + index,
                        "there is no file " + Faults.printable(paths.get(index).toString(), Faults.SHOWN));
            }
        }
        return Optional.of(new Spec.ImportedModel(name, paths, files.baseline()));
    }

    private @Nullable Training training(JsonNode json, @Nullable Training common, String pointer) {
        Training given = common == null ? Training.defaults() : common;
        if (json instanceof ObjectNode object) {
            ObjectNode allowed = object.deepCopy();
            for (String key : COMMON_ONLY) {
                if (allowed.remove(key) != null) {
                    faults.add(
                            Faults.below(pointer, key),
                            "a model can't have its own \"" + key + "\"; set it for all models in /training");
                }
            }
            return binder.bind(allowed, given, Training.defaults(), pointer, List.of());
        }
        return binder.bind(json, given, Training.defaults(), pointer, List.of());
    }

    private List<Chosen<Evaluator<?>>> evaluators(JsonNode json) {
        List<Chosen<Evaluator<?>>> chosen = new ArrayList<>();
        if (json.isMissingNode()) {
            int unusable = plugins.evaluators().unusable().size();
            if (unusable > 0) {
                LOG.warn(
                        "Evaluators are left out that can't be used, {} of them; `bakeoff plugins` lists them",
                        unusable);
            }
            for (Evaluator<?> evaluator : plugins.evaluators().all().values()) {
                chosen.add(new Chosen<>(evaluator, evaluator.defaults()));
            }
            return chosen;
        }
        if (!json.isArray()) {
            faults.wrong("/evaluators", json, "an array of evaluators");
            return chosen;
        }
        for (int index = 0; index < json.size(); index++) {
            Chosen<Evaluator<?>> one = chosen(
                    json.get(index),
                    "evaluator",
                    plugins.evaluators(),
                    "/evaluators/" + index,
                    List.of("plugin", "config"));
            if (one != null
                    && chosen.stream().anyMatch(earlier -> earlier.plugin().equals(one.plugin()))) {
                faults.add(
                        "/evaluators/" + index,
                        "the same evaluator stands before it, and the findings of both would have the same names, whatever their"
                                + " configurations; leave one of them out");
            } else if (one != null) {
                chosen.add(one);
            }
        }
        return chosen;
    }

    private <P extends Plugin<?>> @Nullable Chosen<P> chosen(
            JsonNode json, String what, PluginCatalog<P> catalog, String pointer, List<String> keys) {
        if (!json.isObject()) {
            faults.wrong(pointer, json, "an object with a \"plugin\"");
            return null;
        }
        faults.keys(json, keys, pointer);
        JsonNode name = json.path("plugin");
        if (!name.isString()) {
            if (name.isMissingNode()) {
                faults.add(
                        pointer + "/plugin",
                        "this key is required: one of "
                                + String.join(", ", catalog.all().keySet()));
            } else {
                faults.wrong(pointer + "/plugin", name, "a plugin's name in quotes");
            }
            return null;
        }
        Optional<BrokenPlugin> ambiguous = catalog.ambiguous(name.asString());
        if (ambiguous.isPresent()) {
            faults.add(pointer + "/plugin", ambiguous.get().sentence());
            return null;
        }
        Optional<P> plugin = catalog.find(name.asString());
        if (plugin.isEmpty()) {
            faults.unknown(
                    pointer + "/plugin", what, name.asString(), catalog.all().keySet());
            catalog.broken()
                    .forEach(broken -> faults.add(pointer + "/plugin", "could not be loaded: " + broken.sentence()));
            return null;
        }
        Record config = binder.bind(
                json.has("config") ? json.get("config") : MissingNode.getInstance(),
                plugin.get().defaults(),
                pointer + "/config");
        if (config != null && !pointer.equals(Spec.DATASET)) {
            ConfigSecrets.written(config, pointer + "/config")
                    .forEach(fault -> faults.add(fault.pointer(), fault.message()));
        }
        return config == null ? null : new Chosen<>(plugin.get(), config);
    }
}
