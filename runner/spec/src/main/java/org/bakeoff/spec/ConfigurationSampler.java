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
 * The configurations of one model that a search tries.
 *
 * @param domains the values to try, by pointer; none for a model that isn't tuned
 * @param method which of them
 */
record ConfigurationSampler(Map<String, SearchDomain> domains, SearchMethod method) {

    /** Part of what the random numbers are drawn from: with another word, a search would try other values. */
    private static final String STREAM = "settings";

    /** How often in a row a configuration may be drawn that was drawn before. */
    private static final int PATIENCE = 1000;

    /**
     * Returns the configurations, each a value for every pointer, no two the same.
     *
     * @param model whose they are; what is drawn at random depends on its name and on no other model
     * @param most where there are more of them, it may stop beyond that number
     */
    List<Map<String, JsonNode>> of(String model, int most) {
        SearchMethod.Random random = method.random();
        return random == null || combinations() <= random.trials() ? grid(most) : drawn(model, random);
    }

    private double combinations() {
        return domains.values().stream()
                .mapToDouble(domain -> domain instanceof SearchDomain.Choice choice
                        ? choice.values().size()
                        : Double.POSITIVE_INFINITY)
                .reduce(1, (left, right) -> left * right);
    }

    /** Every combination; the value of the last pointer changes fastest. */
    private List<Map<String, JsonNode>> grid(int most) {
        List<Map<String, JsonNode>> configurations = List.of(Map.of());
        for (Map.Entry<String, SearchDomain> entry : domains.entrySet()) {
            List<Map<String, JsonNode>> longer = new ArrayList<>();
            for (Map<String, JsonNode> configuration : configurations) {
                for (JsonNode value : ((SearchDomain.Choice) entry.getValue()).values()) {
                    Map<String, JsonNode> one = new LinkedHashMap<>(configuration);
                    one.put(entry.getKey(), value);
                    longer.add(one);
                    if (longer.size() > most) {
                        return longer;
                    }
                }
            }
            configurations = longer;
        }
        return configurations;
    }

    private List<Map<String, JsonNode>> drawn(String model, SearchMethod.Random search) {
        SplittableRandom random =
                new SplittableRandom(Streams.seed(search.seed() == null ? 1 : search.seed(), model, STREAM, 0));
        Set<Map<String, JsonNode>> configurations = new LinkedHashSet<>();
        int repeated = 0;
        while (configurations.size() < search.trials() && repeated < PATIENCE) {
            Map<String, JsonNode> configuration = new LinkedHashMap<>();
            domains.forEach((pointer, domain) -> configuration.put(pointer, domain.draw(random)));
            repeated = configurations.add(configuration) ? 0 : repeated + 1;
        }
        return List.copyOf(configurations);
    }
}
