package org.bakeoff.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.Fold;
import org.bakeoff.plugins.PluginCatalogs;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Resolves a benchmark: each of its runs is a spec that {@link SpecResolver} resolves. */
final class BenchmarkResolver {

    /** The keys that make a spec that of a benchmark. */
    static final List<String> KEYS = Stream.of(SpecKey.DATASETS, SpecKey.SPLIT, SpecKey.TRAIN_SIZES)
            .map(SpecKey::key)
            .toList();

    /** The component of a dataset's configuration that says which part is tested on. */
    static final String FOLD = "fold";

    private static final String DATASETS = "/" + SpecKey.DATASETS.key();
    /** With what tells its runs apart, a data set's name is the name of a run. */
    private static final int LONGEST_NAME = 60;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0," + (LONGEST_NAME - 1) + "}");

    private final PluginCatalogs plugins;
    private final Paths paths;
    /** Of all runs; what several have in common is wrong once. */
    private final Set<SpecFault> faults = new LinkedHashSet<>();

    /**
     * Creates a resolver.
     *
     * @param before what is wrong with the benchmark in any case
     */
    BenchmarkResolver(PluginCatalogs plugins, Paths paths, List<SpecFault> before) {
        this.plugins = plugins;
        this.paths = paths;
        faults.addAll(before);
    }

    /** Returns whether a spec is that of a benchmark. */
    static boolean isBenchmark(JsonNode json) {
        return KEYS.stream().anyMatch(json::has);
    }

    /**
     * Returns the resolved benchmark.
     *
     * @throws SpecException if anything is wrong with it
     */
    BenchmarkSpec resolve(String source, ObjectNode json, String stem) {
        Grid grid = grid(json);
        Map<String, JsonNode> datasets = datasets(json);
        List<BenchmarkSpec.Run> runs = new ArrayList<>();
        String name = name(json, stem);
        // Of thousands of data sets a copy for each run would take minutes.
        ObjectNode common = json.deepCopy();
        common.remove(KEYS);
        if (datasets.isEmpty()) {
            common.remove(SpecKey.DATASET.key());
            checkCommon(common);
        } else if (fewEnough(grid, datasets.size())) {
            for (Map.Entry<String, JsonNode> dataset : datasets.entrySet()) {
                runs(common, grid, dataset, place(json, dataset.getKey()), runs);
            }
        }
        if (!faults.isEmpty()) {
            throw new SpecException(source, List.copyOf(faults));
        }
        return new BenchmarkSpec(name, runs, resolved(json, name, runs));
    }

    /** Returns which runs each data set has; a single one where that is wrong. */
    private Grid grid(ObjectNode json) {
        ObjectNode own = json.objectNode();
        Stream.of(SpecKey.SPLIT, SpecKey.TRAIN_SIZES)
                .map(SpecKey::key)
                .filter(json::has)
                .forEach(key -> own.set(key, json.get(key)));
        Faults found = new Faults();
        Grid grid = new ConfigBinder(paths, found).bind(own, Grid.DEFAULTS, "");
        faults.addAll(found.all());
        return grid == null ? Grid.DEFAULTS : grid;
    }

    /** Reports what is wrong with what the runs have in common, where there is no data set. */
    private void checkCommon(ObjectNode common) {
        Faults found = new Faults();
        new SpecResolver(plugins, paths, found, true).resolve(common, "benchmark");
        found.all().stream()
                .filter(fault -> !fault.pointer().equals(Spec.DATASET))
                .forEach(faults::add);
    }

    /** Returns the data sets by their names, that of the plugin for a single one. */
    private Map<String, JsonNode> datasets(ObjectNode json) {
        Map<String, JsonNode> datasets = new LinkedHashMap<>();
        JsonNode several = json.path(SpecKey.DATASETS.key());
        JsonNode single = json.path(SpecKey.DATASET.key());
        if (several.isMissingNode()) {
            datasets.put(single.path("plugin").asString("dataset"), single);
            return datasets;
        }
        if (!single.isMissingNode()) {
            fault(DATASETS, "there is a \"dataset\", too; leave one of them out");
        }
        if (!several.isObject() || several.isEmpty() || several.size() > BenchmarkSpec.MOST_DATASETS) {
            fault(
                    DATASETS,
                    "found "
                            + (several.size() > BenchmarkSpec.MOST_DATASETS
                                    ? several.size() + " entries"
                                    : Faults.show(several))
                            + String.format(
                                    Locale.ROOT,
                                    "; allowed: an object with 1 to %,d datasets, by name",
                                    BenchmarkSpec.MOST_DATASETS));
            return datasets;
        }
        for (Map.Entry<String, JsonNode> entry : several.properties()) {
            if (!NAME.matcher(entry.getKey()).matches()) {
                fault(
                        Faults.below(DATASETS, entry.getKey()),
                        "found a data set named " + Faults.quoted(entry.getKey()) + "; allowed: a name of at most "
                                + LONGEST_NAME + " small letters, digits and hyphens that starts with a letter");
            }
            datasets.put(entry.getKey(), entry.getValue());
        }
        return datasets;
    }

    private String name(ObjectNode json, String stem) {
        String given = json.path(SpecKey.NAME.key()).asString(stem);
        return SpecResolver.NAME.matcher(given).matches() ? given : "benchmark";
    }

    private boolean fewEnough(Grid grid, int datasets) {
        Grid.Split split = grid.split();
        long runs = (long) datasets
                * (split == null ? 1 : (long) split.folds() * split.times())
                * Math.max(1, grid.trainSizes().size());
        if (runs > BenchmarkSpec.MOST_RUNS) {
            fault(
                    split == null ? DATASETS : "/" + SpecKey.SPLIT.key(),
                    String.format(
                            Locale.ROOT,
                            "data sets, folds and training sizes make %,d runs; allowed: at most %,d",
                            runs,
                            BenchmarkSpec.MOST_RUNS));
        }
        return runs <= BenchmarkSpec.MOST_RUNS;
    }

    /** Returns where a dataset stands. */
    private static String place(ObjectNode json, String dataset) {
        return json.has(SpecKey.DATASETS.key()) ? Faults.below(DATASETS, dataset) : Spec.DATASET;
    }

    private void runs(
            ObjectNode common,
            Grid grid,
            Map.Entry<String, JsonNode> dataset,
            String place,
            List<BenchmarkSpec.Run> runs) {
        List<OptionalInt> sizes = grid.trainSizes().isEmpty()
                ? List.of(OptionalInt.empty())
                : grid.trainSizes().stream().map(OptionalInt::of).toList();
        for (OptionalInt size : sizes) {
            for (Optional<Fold> fold : folds(grid.split())) {
                int before = faults.size();
                run(common, dataset, place, size, fold).ifPresent(runs::add);
                if (faults.size() > before) {
                    // The other folds and sizes have the same faults.
                    return;
                }
            }
        }
    }

    private static List<Optional<Fold>> folds(Grid.@Nullable Split split) {
        return split == null
                ? List.of(Optional.empty())
                : IntStream.rangeClosed(1, split.times())
                        .boxed()
                        .flatMap(repeat -> IntStream.rangeClosed(1, split.folds())
                                .mapToObj(number -> Optional.of(new Fold(number, split.folds(), repeat))))
                        .toList();
    }

    private Optional<BenchmarkSpec.Run> run(
            ObjectNode common,
            Map.Entry<String, JsonNode> dataset,
            String place,
            OptionalInt size,
            Optional<Fold> fold) {
        ObjectNode one = common.deepCopy();
        if (!dataset.getValue().isMissingNode()) {
            one.set(SpecKey.DATASET.key(), dataset.getValue().deepCopy());
        }
        fold.ifPresent(part -> addFold(one, part, place));
        if (size.isPresent() && isObject(one.path("training"))) {
            if (one.path("training").has("examples")) {
                fault("/training/examples", "\"" + SpecKey.TRAIN_SIZES.key() + "\" sets it; leave one of them out");
            }
            one.withObjectProperty("training").put("examples", size.getAsInt());
        }
        Faults found = new Faults();
        Optional<Spec> spec = new SpecResolver(plugins, within(place), found, true)
                .resolve(one, "benchmark")
                .map(resolved -> resolved.named(name(dataset.getKey(), size, fold)));
        found.all().stream()
                .map(fault -> new SpecFault(
                        fault.pointer().startsWith(Spec.DATASET)
                                ? place + fault.pointer().substring(Spec.DATASET.length())
                                : fault.pointer(),
                        fault.message()))
                .forEach(faults::add);
        return spec.map(resolved -> new BenchmarkSpec.Run(dataset.getKey(), fold, size, resolved));
    }

    /** Returns whether a value can take a key; of another one the resolver says what is wrong with it. */
    private static boolean isObject(JsonNode value) {
        return value.isMissingNode() || value.isObject();
    }

    private static String name(String dataset, OptionalInt size, Optional<Fold> fold) {
        return dataset
                + (size.isPresent() ? "-" + size.getAsInt() : "")
                + fold.map(one -> "-fold" + one.number() + (one.repeat() > 1 ? "-repeat" + one.repeat() : ""))
                        .orElse("");
    }

    /** Adds the fold to a dataset's configuration, if it can be cut into folds. */
    private void addFold(ObjectNode json, Fold fold, String place) {
        JsonNode dataset = json.path(SpecKey.DATASET.key());
        Optional<Dataset<?>> plugin =
                plugins.datasets().find(dataset.path("plugin").asString(""));
        if (plugin.isEmpty() || !(dataset instanceof ObjectNode object) || !isObject(dataset.path("config"))) {
            // The resolver says what is wrong with it.
            return;
        }
        boolean divisible = KeyDescription.of(plugin.get().defaults()).stream()
                .anyMatch(key -> key.name().equals(FOLD));
        if (!divisible) {
            fault(
                    "/" + SpecKey.SPLIT.key(),
                    "the dataset plugin '" + plugin.get().name() + "' (" + place
                            + ") has a test set of its own and can't be cut into folds; leave \"split\" out, or read its texts"
                            + " with a plugin that has the key \"" + FOLD + "\", such as one for files");
        } else if (dataset.path("config").has(FOLD)) {
            fault(place + "/config/" + FOLD, "\"split\" sets it; leave one of them out");
        } else {
            object.withObjectProperty("config").set(FOLD, Records.toJson(fold));
        }
    }

    /** Returns the paths of a run, whose dataset stands elsewhere in the benchmark. */
    private Paths within(String place) {
        return new Paths(
                paths.folder(),
                paths.working(),
                paths.set().stream()
                        .map(pointer -> pointer.startsWith(place + "/")
                                ? Spec.DATASET + pointer.substring(place.length())
                                : (place + "/").startsWith(pointer + "/") ? Spec.DATASET : pointer)
                        .toList());
    }

    /** Returns what was given, with all that the runs' specs have in common resolved. */
    private static JsonNode resolved(ObjectNode given, String name, List<BenchmarkSpec.Run> runs) {
        ObjectNode first = (ObjectNode) runs.get(0).spec().toJson();
        ObjectNode json = first.objectNode().put("name", name);
        KEYS.stream().filter(given::has).forEach(key -> json.set(key, given.get(key)));
        ObjectNode datasets = first.objectNode();
        for (BenchmarkSpec.Run run : runs) {
            if (!datasets.has(run.dataset())) {
                ObjectNode dataset = (ObjectNode) run.spec().toJson().get(SpecKey.DATASET.key());
                run.fold().ifPresent(fold -> ((ObjectNode) dataset.get("config")).remove(FOLD));
                datasets.set(run.dataset(), dataset);
            }
        }
        if (given.has(SpecKey.DATASETS.key())) {
            json.set(SpecKey.DATASETS.key(), datasets);
        }
        first.properties().forEach(entry -> {
            if (!json.has(entry.getKey()) && !entry.getKey().equals(SpecKey.DATASET.key())) {
                json.set(entry.getKey(), entry.getValue());
            }
        });
        if (!given.has(SpecKey.DATASETS.key())) {
            json.set(SpecKey.DATASET.key(), datasets.iterator().next());
        }
        if (given.has(SpecKey.TRAIN_SIZES.key())) {
            ((ObjectNode) json.get("training")).remove("examples");
        }
        return json;
    }

    private void fault(String pointer, String message) {
        faults.add(new SpecFault(pointer, message));
    }
}
