package org.bakeoff.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A model with one of the settings that a sweep tries.
 *
 * @param model the model with this setting
 * @param setting its number among the model's settings, from 1 on
 * @param values what the sweep sets, by its JSON pointers; empty for a model that isn't swept
 */
public record Candidate(Spec.Model model, int setting, Map<String, JsonNode> values) {

    /** Copies the map, in its order. */
    public Candidate {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
