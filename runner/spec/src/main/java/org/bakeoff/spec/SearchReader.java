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

    private static final int MOST_KEYS = 2_000;

    /** What can be searched of one model. */
    static final Pattern OF_A_MODEL = Pattern.compile("/models/([^/]+)/(config|training)/([^/]+)(/.*)?");
    /** What can be searched of the training of all. */
    static final Pattern COMMON = Pattern.compile("/training/([^/]+)(/.*)?");

    private static final String KEY = "space";
    static final String SPACE = "/search/" + KEY;
    private static final String MEANING =
            "the values to try for keys of models and of the training, by their JSON pointers";

    private final JsonNode spec;
    private final Faults faults;
    private final Function<Faults, SpecResolver> resolvers;
    /** The faults reported for each pointer, so that one that all values share is reported once. */
    private final Set<SpecFault> said = new LinkedHashSet<>();

    /** What was wrong with the spec before. */
    private final Set<SpecFault> known;

    /** The keys that are searched, or in which something is. */
    private final Set<String> keys;

    /** The models that are trained, those with faults among them. */
    private final List<String> models;

    /**
     * Creates a reader.
     *
     * @param spec the whole spec
     * @param faults collects what is wrong, and has what is wrong with the rest of the spec
     * @param resolvers creates the resolver of a changed spec, with faults of its own
     */
    SearchReader(JsonNode spec, Faults faults, Function<Faults, SpecResolver> resolvers) {
        this.spec = spec;
        this.faults = faults;
        this.resolvers = resolvers;
        this.keys =
                spec.at(SPACE).propertyNames().stream().map(SearchReader::key).collect(Collectors.toSet());
        this.known = Set.copyOf(faults.all());
        this.models = spec.path("models").properties().stream()
                .filter(model ->
                        model.getValue().isObject() && !model.getValue().has(SpecResolver.PREDICTIONS))
                .map(Map.Entry::getKey)
                .filter(name -> SpecResolver.NAME.matcher(name).matches())
                .toList();
    }

    /**
     * Returns the search, or null if there are faults, of the rest of the spec, too.
     *
     * @param resolved the models that have none
     * @param method how it searches; null if that has faults
     */
    @Nullable
    Search read(List<Spec.Model> resolved, @Nullable SearchMethod method) {
        checkTrials();
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
        Map<String, SearchDomain> domains = domains(json, method);
        if (method != null) {
            checkHalving(resolved, domains, method);
        }
        Map<String, List<String>> concerned = new HashMap<>();
        for (String pointer : domains.keySet()) {
            concerned.put(
                    pointer,
                    models.stream().filter(model -> concerns(pointer, model)).toList());
        }
        if (!new SearchLimits(spec, faults).check(domains, concerned, method)) {
            return null;
        }
        domains.replaceAll((pointer, domain) -> checked(pointer, domain, concerned.getOrDefault(pointer, List.of())));
        if (!faults.isEmpty() || method == null) {
            return null;
        }
        List<Search.Candidate> candidates = candidates(resolved, domains, method);
        return faults.isEmpty() ? new Search(domains, method, candidates) : null;
    }

    /** Refuses trials by which nothing can be selected. */
    private void checkTrials() {
        JsonNode validation = spec.path("training").path("validation");
        if (validation.isNumber() && validation.asDouble(1) == 0) {
            faults.add(
                    "/training/validation",
                    "a search selects configurations by validation examples, but \"validation\" is 0");
        }
        JsonNode all = spec.path("models");
        if (!all.isEmpty() && all.valueStream().allMatch(model -> model.has(SpecResolver.PREDICTIONS))) {
            faults.add("/search", "there is no model to train, since all predictions come from files");
        }
        if (SpecResolver.hasAdaptiveSeeds(spec)) {
            faults.add(
                    "/training/seeds",
                    "a search trains every configuration with the same seeds; allowed: an array of them, such as [1, 2, 3]."
                            + " Add seeds to the selected configurations in a spec of their own");
        }
    }

    /** Returns the domains that can be searched, by their pointers. */
    private Map<String, SearchDomain> domains(JsonNode json, @Nullable SearchMethod method) {
        boolean random = method == null ? spec.at("/search/random").isObject() : method.random() != null;
        Map<String, SearchDomain> domains = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            String pointer = entry.getKey();
            String at = Faults.below(SPACE, pointer);
            if (searchable(pointer, at) && !within(pointer, at)) {
                SearchDomain domain = SearchDomain.read(entry.getValue(), at, faults);
                if (domain instanceof SearchDomain.Range && !random) {
                    faults.add(
                            at,
                            "a grid tries values that are listed, such as [1, 2]; a range needs"
                                    + " \"random\": {\"trials\": 20}");
                } else if (domain != null) {
                    domains.put(pointer, domain);
                }
            }
        }
        return domains;
    }

    /** Refuses halving where configurations would differ in their epochs, or have too few to be stopped early. */
    private void checkHalving(List<Spec.Model> resolved, Map<String, SearchDomain> domains, SearchMethod method) {
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
        for (Spec.Model model : resolved) {
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

    private boolean searchable(String pointer, String at) {
        Matcher own = OF_A_MODEL.matcher(pointer);
        Matcher common = COMMON.matcher(pointer);
        if (own.matches()) {
            JsonNode model = spec.path("models").path(own.group(1));
            if (model.has(SpecResolver.PREDICTIONS)) {
                faults.add(at, "the predictions of this model come from files, so there is nothing to search");
                return false;
            }
            if (!models.contains(own.group(1))) {
                // What is wrong with models that are none is reported with them.
                if (model.isMissingNode() && !models.isEmpty()) {
                    faults.unknown(at, "model", own.group(1), models);
                }
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
                    .filter(fault -> isIn(fault, pointer) || (isIn(fault, key(pointer)) && !known.contains(fault)))
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

    private static boolean isIn(SpecFault fault, String pointer) {
        return (fault.pointer() + "/").startsWith(pointer + "/");
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
        JsonNode common = spec.path("training");
        changed.set("training", common.isObject() ? common.deepCopy() : changed.objectNode());
        changed.putObject("models").set(model, spec.path("models").path(model).deepCopy());
        values.forEach((pointer, value) -> new SpecOverride(pointer, value.toString()).apply(changed, own));
        List<Spec.Model> found = resolvers.apply(own).models(changed);
        return own.isEmpty() && !found.isEmpty() ? Optional.of(found.get(0)) : Optional.empty();
    }

    private List<Search.Candidate> candidates(
            List<Spec.Model> resolved, Map<String, SearchDomain> domains, SearchMethod method) {
        List<Search.Candidate> candidates = new ArrayList<>();
        List<Long> seeds = resolved.isEmpty()
                ? List.of()
                : resolved.get(0).training().seeds().first();
        long confirming = 0;
        for (Spec.Model model : resolved) {
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
