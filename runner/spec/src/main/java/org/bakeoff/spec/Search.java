package org.bakeoff.spec;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.bakeoff.io.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Configurations to be tried for the models of a spec, of which the best by the validation examples is compared with the others.
 *
 * @param space the values to try, by the JSON pointer of the key that they are of
 * @param method which of them are tried, and what one is selected by
 * @param candidates every model with every configuration to be tried, the models in their order; one that isn't tuned
 *     has a single configuration
 */
public record Search(Map<String, SearchDomain> space, SearchMethod method, List<Candidate> candidates) {

    /**
     * A model with one of the configurations that a search tries.
     *
     * @param model the model with this configuration
     * @param configuration its number among the model's configurations, from 1 on
     * @param values what the search sets, by JSON pointer; empty for a model that isn't tuned
     */
    public record Candidate(Spec.Model model, int configuration, Map<String, JsonNode> values) {

        /** Copies the map, in its order. */
        public Candidate {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** Copies the map, in its order, and the list. */
    public Search {
        space = Collections.unmodifiableMap(new LinkedHashMap<>(space));
        candidates = List.copyOf(candidates);
    }

    /** Returns the configurations of a model. */
    public List<Candidate> of(String model) {
        return candidates.stream()
                .filter(candidate -> candidate.model().name().equals(model))
                .toList();
    }

    /** Returns a fault of a candidate with the pointer of what the search sets, where that is at fault. */
    public SpecFault located(Candidate candidate, SpecFault fault) {
        for (Map.Entry<String, JsonNode> value : candidate.values().entrySet()) {
            String rest = fault.pointer().replaceFirst("^/models/[^/]+(?=/training/)", "");
            String key = value.getKey().replaceFirst("^/models/[^/]+(?=/training/)", "");
            if ((rest + "/").startsWith(key + "/") || (key + "/").startsWith(rest + "/")) {
                String at = Faults.below("/search/space", value.getKey());
                if (space.get(value.getKey()) instanceof SearchDomain.Choice choice) {
                    at += "/" + choice.values().indexOf(value.getValue());
                }
                return new SpecFault(
                        at + (rest.length() > key.length() ? rest.substring(key.length()) : ""), fault.message());
            }
        }
        return fault;
    }

    /** Returns the keys of the common training that are searched, but for those that are searched for this model. */
    Set<String> without(String model) {
        Set<String> keys = new HashSet<>();
        for (String pointer : space.keySet()) {
            Matcher common = SearchReader.COMMON.matcher(pointer);
            if (common.matches()
                    && of(model).stream()
                            .noneMatch(candidate -> candidate.values().containsKey(pointer))) {
                keys.add(common.group(1));
            }
        }
        return keys;
    }

    ObjectNode toJson() {
        ObjectNode json = Json.COMPACT.createObjectNode();
        ObjectNode values = json.putObject("space");
        space.forEach((pointer, domain) -> values.set(pointer, domain.toJson()));
        return json.setAll(method.toJson());
    }
}
