package org.bakeoff.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Refuses a search with more configurations or values than can be resolved within seconds. */
final class SearchLimits {

    /** Configurations of all models together. */
    private static final int MOST = 20_000;

    /** Values of all keys, each as often as models have it: so many are checked. */
    private static final int MOST_VALUES = 100_000;

    /** Keys and values of the training and the model, each as often as it is read with a value or a configuration. */
    private static final long MOST_READ = 20_000_000;

    private final JsonNode spec;
    private final Faults faults;

    /** Creates limits of the search of a spec. */
    SearchLimits(JsonNode spec, Faults faults) {
        this.spec = spec;
        this.faults = faults;
    }

    /**
     * Counts configurations and values, before any of them is resolved.
     *
     * @param concerned the models that each pointer concerns
     * @param method how it searches; null if that has faults, and configurations can't be counted
     * @return whether they are few enough
     */
    boolean check(
            Map<String, SearchDomain> domains, Map<String, List<String>> concerned, @Nullable SearchMethod method) {
        double configurations = 0;
        double read = 0;
        for (String model : spec.path("models").propertyNames()) {
            Map<String, SearchDomain> own = new LinkedHashMap<>(domains);
            own.keySet()
                    .removeIf(pointer ->
                            !concerned.getOrDefault(pointer, List.of()).contains(model));
            double count = method == null ? 0 : method.count(own.values());
            configurations += count;
            double size = size(spec.path("training")) + size(spec.path("models").path(model));
            read += count * (size + own.size())
                    + own.values().stream().mapToInt(SearchLimits::listed).sum() * size;
        }
        if (configurations > MOST) {
            faults.add(
                    SearchReader.SPACE,
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
                    SearchReader.SPACE,
                    String.format(
                            Locale.ROOT,
                            "found %,d values, each counted for every model that it is of; allowed: at most %,d; give"
                                    + " ranges, such as {\"uniform\": [0, 1]}, or fewer values",
                            values,
                            MOST_VALUES));
        } else if (read > MOST_READ) {
            faults.add(
                    SearchReader.SPACE,
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
        return 1 + json.values().stream().mapToInt(SearchLimits::size).sum();
    }
}
