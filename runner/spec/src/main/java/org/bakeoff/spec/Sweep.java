package org.bakeoff.spec;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.bakeoff.io.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Settings to be tried for the models of a spec, of which the best by the validation examples is compared with the others.
 *
 * @param domains the values to try, by the JSON pointer of the key that they are of
 * @param search which of them are tried, and what one is selected by
 * @param candidates every model with every setting to be tried, the models in their order; one that isn't swept has a single
 *     setting
 */
public record Sweep(Map<String, Domain> domains, Search search, List<Candidate> candidates) {

    /** Copies the map, in its order, and the list. */
    public Sweep {
        domains = Collections.unmodifiableMap(new LinkedHashMap<>(domains));
        candidates = List.copyOf(candidates);
    }

    /** The settings of a model. */
    public List<Candidate> of(String model) {
        return candidates.stream()
                .filter(candidate -> candidate.model().name().equals(model))
                .toList();
    }

    /** The keys of the training of all that are swept, but for those that this model is swept by. */
    Set<String> without(String model) {
        Set<String> keys = new HashSet<>();
        for (String pointer : domains.keySet()) {
            Matcher common = SweepReader.COMMON.matcher(pointer);
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
        domains.forEach((pointer, domain) -> json.set(pointer, domain.toJson()));
        return json;
    }
}
