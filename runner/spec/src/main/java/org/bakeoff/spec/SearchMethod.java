package org.bakeoff.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a search looks for the best configuration of a model.
 *
 * @param grid to try every combination of the values; the same as neither
 * @param random to try some at random, or null
 * @param selectBy what a configuration is selected by
 */
public record SearchMethod(
        @ConfigProperty("tries every combination of the values") @Nullable
        Grid grid,

        @ConfigProperty("tries configurations drawn at random") @Nullable
        Random random,

        @ConfigProperty(
                "what configurations are selected by: the mean of the seeds' loss or accuracy on the validation examples")
        SelectBy selectBy) {

    /** Every combination, the values of the last key changing fastest. */
    public record Grid() {}

    /**
     * Configurations drawn at random, no two the same.
     *
     * @param trials how many of each model
     * @param seed where the random numbers start; null stands for 1
     */
    public record Random(
            @ConfigProperty(
                    value = "configurations of each model, each trained with every seed",
                    min = 1,
                    max = 10_000,
                    required = true)
            int trials,

            @ConfigProperty(value = "where the random numbers start; 1 if absent", min = 0) @Nullable
            Long seed) {

        /** Puts 1 in for no seed. */
        public Random {
            seed = seed == null ? Long.valueOf(1) : seed;
        }
    }

    /** What a configuration is selected by. */
    public enum SelectBy {
        /** Returns the smallest loss. */
        @JsonProperty("loss")
        LOSS,
        /** The largest accuracy. */
        @JsonProperty("accuracy")
        ACCURACY
    }

    /**
     * Checks that there is one way to search.
     *
     * @throws IllegalArgumentException if there are two
     */
    public SearchMethod {
        if (grid != null && random != null) {
            Map<String, String> bad = new LinkedHashMap<>();
            bad.put("random", "there is a \"grid\", too; a search is one or the other");
            throw new KeyRule.Violation(bad);
        }
    }

    /** As it stands in a spec, the way to search spelt out. */
    ObjectNode toJson() {
        ObjectNode json = Json.COMPACT.createObjectNode();
        if (random == null) {
            json.putObject("grid");
        }
        return json.setAll(Records.toJson(this));
    }

    /** That of a spec that says nothing about it. */
    public static SearchMethod defaults() {
        return new SearchMethod(null, null, SelectBy.LOSS);
    }
}
