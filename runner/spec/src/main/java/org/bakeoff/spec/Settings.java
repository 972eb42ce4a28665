package org.bakeoff.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/**
 * The settings of one model that a sweep tries.
 *
 * @param domains the values to try, by pointer; none for a model that isn't swept
 * @param search which of them
 */
record Settings(Map<String, Domain> domains, Search search) {

    /** How often in a row a setting may be drawn that was drawn before. */
    private static final int PATIENCE = 1000;

    /**
     * The settings, each a value for every pointer, no two the same.
     *
     * @param model whose they are; what is drawn at random depends on its name and on no other model
     * @param most where there are more of them, it may stop beyond that number
     */
    List<Map<String, JsonNode>> of(String model, int most) {
        Search.Random random = search.random();
        return random == null || combinations() <= random.trials() ? grid(most) : drawn(model, random);
    }

    private double combinations() {
        return domains.values().stream()
                .mapToDouble(domain ->
                        domain instanceof Domain.Choice choice ? choice.values().size() : Double.POSITIVE_INFINITY)
                .reduce(1, (left, right) -> left * right);
    }

    /** Every combination; the value of the last pointer changes fastest. */
    private List<Map<String, JsonNode>> grid(int most) {
        List<Map<String, JsonNode>> settings = List.of(Map.of());
        for (Map.Entry<String, Domain> entry : domains.entrySet()) {
            List<Map<String, JsonNode>> longer = new ArrayList<>();
            for (Map<String, JsonNode> setting : settings) {
                for (JsonNode value : ((Domain.Choice) entry.getValue()).values()) {
                    Map<String, JsonNode> one = new LinkedHashMap<>(setting);
                    one.put(entry.getKey(), value);
                    longer.add(one);
                    if (longer.size() > most) {
                        return longer;
                    }
                }
            }
            settings = longer;
        }
        return settings;
    }

    private List<Map<String, JsonNode>> drawn(String model, Search.Random search) {
        SplittableRandom random =
                new SplittableRandom(Streams.seed(search.seed() == null ? 1 : search.seed(), model, "settings", 0));
        Set<Map<String, JsonNode>> settings = new LinkedHashSet<>();
        int repeated = 0;
        while (settings.size() < search.trials() && repeated < PATIENCE) {
            Map<String, JsonNode> setting = new LinkedHashMap<>();
            domains.forEach((pointer, domain) -> setting.put(pointer, domain.draw(random)));
            repeated = settings.add(setting) ? 0 : repeated + 1;
        }
        return List.copyOf(settings);
    }
}
