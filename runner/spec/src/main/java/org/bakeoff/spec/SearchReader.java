package org.bakeoff.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the search of a spec, and resolves every model with every configuration of it. */
final class SearchReader {

    /** Configurations of all models together. */
    private static final int MOST = 20_000;

    private static final int MOST_KEYS = 2_000;

    /** Values of all keys, each as often as models have it: so many are checked. */
    private static final int MOST_VALUES = 100_000;

    /** Keys and values of the training and the model, each as often as it is read with a value or a configuration. */
    private static final long MOST_READ = 20_000_000;

    /** What can be searched of one model. */
    static final Pattern OF_A_MODEL = Pattern.compile("/models/([^/]+)/(config|training)/([^/]+)(/.*)?");
    /** What can be searched of the training of all. */
    static final Pattern COMMON = Pattern.compile("/training/([^/]+)(/.*)?");

    private static final String KEY = "space";
    private static final String SPACE = "/search/" + KEY;
    private static final String MEANING =
            "the values to try for keys of models and of the training, by their JSON pointers";

    private final JsonNode spec;
    private final Faults faults;
    private final Function<Faults, SpecResolver> resolvers;
    /** The faults reported for each pointer, so that one that all values share is reported once. */
    private final Set<SpecFault> said = new LinkedHashSet<>();

    /** The keys that are searched, or in which something is. */
    private final Set<String> keys;

    /**
     * Creates a reader.
     *
     * @param spec the whole spec, valid except perhaps for its search
     * @param faults collects what is wrong
     * @param resolvers creates the resolver of a changed spec, with faults of its own
     */
    SearchReader(JsonNode spec, Faults faults, Function<Faults, SpecResolver> resolvers) {
        this.spec = spec;
        this.faults = faults;
        this.resolvers = resolvers;
        this.keys =
                spec.at(SPACE).propertyNames().stream().map(SearchReader::key).collect(Collectors.toSet());
    }

    /** Returns the search, or null if there are faults. */
    @Nullable
    Search read(List<Spec.Model> models, SearchMethod method) {
        JsonNode json = spec.at(SPACE);
        if (json.isMissingNode()) {
            faults.add(SPACE, "this key is required: " + MEANING);
            return null;
        }
        if (!json.isObject() || json.isEmpty()) {
            faults.wrong(SPACE, json, "an object of values to try, such as {\"/models/NAME/config/KEY\": [1, 2]}");
            return null;
        }
        if (json.size() > MOST_KEYS) {
            faults.add(
                    SPACE, String.format(Locale.ROOT, "found %,d keys; allowed: at most %,d", json.size(), MOST_KEYS));
            return null;
        }
        int before = faults.size();
        Map<String, SearchDomain> domains = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            String pointer = entry.getKey();
            String at = Faults.below(SPACE, pointer);
            if (searchable(pointer, at, models) && !within(pointer, at)) {
                SearchDomain domain = SearchDomain.read(entry.getValue(), at, faults);
                if (domain instanceof SearchDomain.Range && method.random() == null) {
                    faults.add(
                            at,
                            "a grid tries values that are listed, such as [1, 2]; a range needs"
                                    + " \"random\": {\"trials\": 20}");
                } else if (domain != null) {
                    domains.put(pointer, domain);
                }
            }
        }
        checkHalving(models, domains, method);
        if (faults.size() > before) {
            return null;
        }
        Map<String, List<String>> concerned = new HashMap<>();
        for (String pointer : domains.keySet()) {
            concerned.put(
                    pointer,
                    spec.path("models").propertyNames().stream()
                            .filter(model -> concerns(pointer, model))
                            .toList());
        }
        if (!fewEnough(models, domains, concerned, method)) {
            return null;
        }
        domains.replaceAll((pointer, domain) -> checked(pointer, domain, concerned.getOrDefault(pointer, List.of())));
        List<Search.Candidate> candidates = faults.size() > before ? List.of() : candidates(models, domains, method);
        return faults.size() > before ? null : new Search(domains, method, candidates);
    }

    /** Refuses halving where configurations would differ in their epochs, or have too few to be stopped early. */
    private void checkHalving(List<Spec.Model> models, Map<String, SearchDomain> domains, SearchMethod method) {
        SearchMethod.Halving halving = method.halving();
        if (halving == null) {
            return;
        }
        domains.keySet().stream()
                .filter(pointer -> pointer.endsWith("/training/epochs"))
                .forEach(
                        pointer -> faults.add(
                                Faults.below(SPACE, pointer),
                                "\"halving\" needs configurations that have the same number of epochs, so they can't be searched"));
        for (Spec.Model model : models) {
            int epochs = model.training().epochs();
            if (halving.rungs(epochs).size() == 1
                    && domains.keySet().stream().anyMatch(pointer -> concerns(pointer, model.name()))) {
                faults.add(
                        "/search/halving",
                        "the model " + model.name() + " is trained for " + epochs
                                + " epochs, and there is nothing to stop early; allowed: fewer \"firstEpochs\" than \"epochs\"");
            }
        }
    }

    /** Adds the space, as {@link #read} takes it, to the JSON Schema of a search. */
    static ObjectNode describe(ObjectNode search) {
        ObjectNode space = SpecSchema.type("object").put("minProperties", 1).put("description", MEANING);
        space.putObject("propertyNames").put("pattern", "^(" + OF_A_MODEL.pattern() + "|" + COMMON.pattern() + ")$");
        space.set("additionalProperties", SearchDomain.schema());
        search.withObject("properties").set(KEY, space);
        search.withArray("required").add(KEY);
        return search;
    }

    private boolean searchable(String pointer, String at, List<Spec.Model> models) {
        Matcher own = OF_A_MODEL.matcher(pointer);
        Matcher common = COMMON.matcher(pointer);
        if (own.matches()) {
            List<String> names = models.stream().map(Spec.Model::name).toList();
            if (spec.path("models").path(own.group(1)).has(SpecResolver.PREDICTIONS)) {
                faults.add(at, "the predictions of this model come from files, so there is nothing to search");
                return false;
            }
            if (!names.contains(own.group(1))) {
                faults.unknown(at, "model", own.group(1), names);
                return false;
            }
            if (!own.group(2).equals("training") || !SpecResolver.COMMON_ONLY.contains(own.group(3))) {
                return true;
            }
        } else if (common.matches() && !SpecResolver.COMMON_ONLY.contains(common.group(1))) {
            return true;
        }
        faults.add(
                at,
                own.matches() || common.matches()
                        ? "this can't be searched, since all configurations must have the same"
                        : "what can be searched is a key of a model, /models/NAME/config/KEY or /models/NAME/training/KEY, or"
                                + " of the training of all, /training/KEY");
        return false;
    }

    /** Counts configurations and values, before any of them is resolved. */
    private boolean fewEnough(
            List<Spec.Model> models,
            Map<String, SearchDomain> domains,
            Map<String, List<String>> concerned,
            SearchMethod method) {
        double configurations = 0;
        double read = 0;
        for (Spec.Model model : models) {
            Map<String, SearchDomain> own = new LinkedHashMap<>(domains);
            own.keySet()
                    .removeIf(pointer ->
                            !concerned.getOrDefault(pointer, List.of()).contains(model.name()));
            double count = method.count(own.values());
            configurations += count;
            double size = size(spec.path("training")) + size(spec.path("models").path(model.name()));
            read += count * (size + own.size())
                    + own.values().stream().mapToInt(SearchReader::listed).sum() * size;
        }
        if (configurations > MOST) {
            faults.add(
                    SPACE,
                    String.format(
                            Locale.ROOT,
                            "these are more than %,d configurations, the most that"
                                    + " a search may have; list fewer values, or draw some of them with"
                                    + " \"random\": {\"trials\": 20}",
                            MOST));
            return false;
        }
        long values = 0;
        for (Map.Entry<String, SearchDomain> entry : domains.entrySet()) {
            values += (long) listed(entry.getValue())
                    * concerned.getOrDefault(entry.getKey(), List.of()).size();
        }
        if (values > MOST_VALUES) {
            faults.add(
                    SPACE,
                    String.format(
                            Locale.ROOT,
                            "found %,d values, each counted for every model that it is of; allowed: at most %,d; give"
                                    + " ranges, such as {\"uniform\": [0, 1]}, or fewer values",
                            values,
                            MOST_VALUES));
        } else if (read > MOST_READ) {
            faults.add(
                    SPACE,
                    String.format(
                            Locale.ROOT,
                            "each value and each configuration is checked with the whole training and the model's"
                                    + " configuration, which are %,.0f keys and values in all; allowed: at most %,d; search"
                                    + " fewer keys, list or draw fewer values, or shorten lists such as class weights",
                            read,
                            MOST_READ));
        }
        return values <= MOST_VALUES && read <= MOST_READ;
    }

    /** Returns how many values of a domain are checked by themselves. */
    private static int listed(SearchDomain domain) {
        return domain instanceof SearchDomain.Choice choice ? choice.values().size() : 2;
    }

    /** Returns how many keys and values JSON has. */
    private static int size(JsonNode json) {
        return 1 + json.values().stream().mapToInt(SearchReader::size).sum();
    }

    /** Checks every value of a domain by itself, and makes paths absolute. */
    private SearchDomain checked(String pointer, SearchDomain domain, List<String> models) {
        String at = Faults.below(SPACE, pointer);
        if (domain instanceof SearchDomain.Range range) {
            String ends = Faults.below(at, range.scale().key());
            JsonNode both = range.toJson().path(range.scale().key());
            value(pointer, both.path(0), ends + "/0", models);
            value(pointer, both.path(1), ends + "/1", models);
            return range;
        }
        Set<JsonNode> values = new LinkedHashSet<>();
        int index = 0;
        for (JsonNode value : ((SearchDomain.Choice) domain).values()) {
            if (!values.add(value(pointer, value, at + "/" + index, models))) {
                faults.add(at + "/" + index, "found " + Faults.show(value) + " twice");
            }
            index++;
        }
        return new SearchDomain.Choice(List.copyOf(values));
    }

    /** Returns a value as the models resolve it; unchanged where one refuses it, which is a fault. */
    private JsonNode value(String pointer, JsonNode value, String at, List<String> models) {
        JsonNode taken = value;
        for (String model : models) {
            Faults own = new Faults();
            Optional<Spec.Model> resolved = resolved(model, Map.of(pointer, value), own);
            own.all().stream()
                    .filter(fault -> (fault.pointer() + "/").startsWith(key(pointer) + "/"))
                    .filter(fault -> said.add(new SpecFault(pointer, fault.message())))
                    .forEach(fault -> faults.add(
                            fault.pointer().startsWith(pointer)
                                    ? at + fault.pointer().substring(pointer.length())
                                    : at,
                            fault.message()));
            taken = resolved.map(one -> one.toJson().at(pointer.replaceFirst("^/models/[^/]+", "")))
                    .filter(kept -> !kept.isMissingNode())
                    .orElse(taken);
        }
        return taken;
    }

    /** Returns a pointer as far as the key of a configuration or a training that it is of. */
    private static String key(String pointer) {
        return pointer.replaceFirst(pointer.startsWith("/models/") ? "^((/[^/]+){4}).*" : "^((/[^/]+){2}).*", "$1");
    }

    /** Returns whether a pointer concerns a model: its own key, or one of the common training that it doesn't override. */
    private boolean concerns(String pointer, String model) {
        Matcher common = COMMON.matcher(pointer);
        if (!common.matches()) {
            return pointer.startsWith("/models/" + model + "/");
        }
        String own = "/models/" + model + key(pointer);
        return !spec.path("models").path(model).path("training").has(common.group(1)) && !keys.contains(own);
    }

    /** Returns whether a pointer leads to something within what another one sets. */
    private boolean within(String pointer, String at) {
        for (String other : spec.at(SPACE).propertyNames()) {
            if (pointer.startsWith(other + "/")) {
                faults.add(
                        at, "this lies within " + Faults.printable(other, Faults.SHOWN) + ", which is searched, too");
                return true;
            }
        }
        return false;
    }

    private Optional<Spec.Model> resolved(String model, Map<String, JsonNode> values, Faults own) {
        ObjectNode changed = Json.COMPACT.createObjectNode();
        changed.set("training", spec.path("training").deepCopy());
        if (spec.path("training").isMissingNode()) {
            changed.putObject("training");
        }
        changed.putObject("models").set(model, spec.path("models").path(model).deepCopy());
        values.forEach((pointer, value) -> new SpecOverride(pointer, value.toString()).apply(changed, own));
        List<Spec.Model> models = resolvers.apply(own).models(changed);
        return own.isEmpty() && !models.isEmpty() ? Optional.of(models.get(0)) : Optional.empty();
    }

    private List<Search.Candidate> candidates(
            List<Spec.Model> models, Map<String, SearchDomain> domains, SearchMethod method) {
        List<Search.Candidate> candidates = new ArrayList<>();
        List<Long> seeds =
                models.isEmpty() ? List.of() : models.get(0).training().seeds().first();
        long confirming = 0;
        for (Spec.Model model : models) {
            Map<String, SearchDomain> own = new LinkedHashMap<>(domains);
            own.keySet().removeIf(pointer -> !concerns(pointer, model.name()));
            List<Map<String, JsonNode>> configurations = method.configurations(own, model.name());
            confirming += configurations.size() > 1 ? method.freshSeeds(seeds).size() : 0;
            if (!fewEnough((long) (candidates.size() + configurations.size()) * seeds.size() + confirming)) {
                return candidates;
            }
            int number = 0;
            for (Map<String, JsonNode> values : configurations) {
                Faults wrong = new Faults();
                Optional<Spec.Model> configured = resolved(model.name(), values, wrong);
                if (configured.isEmpty()) {
                    unfit(model.name(), values, wrong);
                    return candidates;
                }
                candidates.add(new Search.Candidate(configured.get(), ++number, values));
            }
        }
        return candidates;
    }

    private boolean fewEnough(long trials) {
        if (trials > Spec.MOST_TRIALS) {
            faults.add(
                    "/search",
                    String.format(
                            Locale.ROOT,
                            "every configuration is trained with every seed, and those that are selected with fresh ones,"
                                    + " which are %,d trials or more; allowed: at most %,d",
                            trials,
                            Spec.MOST_TRIALS));
        }
        return trials <= Spec.MOST_TRIALS;
    }

    /** Reports values that are valid by themselves, but not together. */
    private void unfit(String model, Map<String, JsonNode> values, Faults wrong) {
        String which = values.toString();
        wrong.all()
                .forEach(fault -> faults.add(
                        SPACE,
                        "with the configuration " + Faults.printable(which, 200) + " the model " + model
                                + " is refused: " + fault));
    }
}
