package org.bakeoff.training;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a block by their names. */
final class ParameterNames {

    private ParameterNames() {}

    /** Returns the names that DJL would give the weights, by those that the block gives them. */
    static Map<String, String> places(Block block) {
        IdentityHashMap<Parameter, String> found = new IdentityHashMap<>();
        addPlaces(block, "", found);
        Map<String, String> places = new LinkedHashMap<>();
        for (Pair<String, Parameter> pair : block.getParameters()) {
            places.put(pair.getKey(), found.getOrDefault(pair.getValue(), pair.getKey()));
        }
        return places;
    }

    private static void addPlaces(Block block, String before, IdentityHashMap<Parameter, String> found) {
        for (Pair<String, Parameter> pair : block.getDirectParameters()) {
            found.put(pair.getValue(), before + pair.getKey());
        }
        for (Pair<String, Block> pair : block.getChildren()) {
            addPlaces(pair.getValue(), before + pair.getKey() + "_", found);
        }
    }

    /** Returns the parameters named {@code embedding}, by the names of their weights; one that layers share stands for all of them. */
    static Map<String, Parameter> embeddings(Block block) {
        Map<String, Parameter> embeddings = new LinkedHashMap<>();
        for (Pair<String, Parameter> pair : block.getParameters()) {
            if ("embedding".equals(pair.getValue().getName()) && !embeddings.containsValue(pair.getValue())) {
                embeddings.put(pair.getKey(), pair.getValue());
            }
        }
        return embeddings;
    }
}
