package org.bakeoff.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A model with one of the configurations that a search tries.
 *
 * @param model the model with this configuration
 * @param configuration its number among the model's configurations, from 1 on
 * @param values what the search sets, by its JSON pointers; empty for a model that isn't tuned
 */
public record Candidate(Spec.Model model, int configuration, Map<String, JsonNode> values) {

    /** Copies the map, in its order. */
    public Candidate {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
