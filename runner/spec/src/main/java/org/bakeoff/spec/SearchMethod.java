package org.bakeoff.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says how a search looks for the best configuration of a model.
 *
 * @param grid to try every combination of the values; the same as neither
 * @param random to try some at random, or null
 * @param halving to stop configurations early that the others leave behind, or null to train all to the end
 * @param selectBy what a configuration is selected by
 * @param confirmSeeds how many fresh seeds the selected configuration is trained and tested with; null for as many as it was
 *     searched with
 */
public record SearchMethod(
        @ConfigProperty("tries every combination of the values") @Nullable
        Grid grid,

        @ConfigProperty("tries configurations drawn at random") @Nullable
        Random random,

        @ConfigProperty(
                "successive halving: trains all configurations for a few epochs, the best of them for more, and so on; absent: all"
                        + " for all epochs")
        @Nullable
        Halving halving,

        @ConfigProperty(
                "what configurations are selected by: the mean of the seeds' loss or accuracy on the validation examples")
        SelectBy selectBy,

        @ConfigProperty(
                value =
                        "fresh seeds that a selected configuration is trained with again, to be tested; absent: as many as training.seeds has",
                min = 1,
                max = 10_000)
        @Nullable
        Integer confirmSeeds) {

    /** Part of what the random numbers are drawn from: with another word, a search would try other values. */
    private static final String STREAM = "settings";

    /** How often in a row a configuration may be drawn that was drawn before. */
    private static final int PATIENCE = 1000;

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

    /**
     * Successive halving: all configurations of a model are trained for {@code firstEpochs}, the best 1/{@code factor} of them, rounded
     * up, for {@code factor} times as many, and so on up to all epochs, or until a single one is left. Each continues where it
     * stopped. With the same numbers for all models, it is as fair to them as a search without it.
     *
     * <p>Source: Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", AISTATS 2016.
     *
     * @param factor which share stays, and how many times as long it is trained; null stands for 3
     * @param firstEpochs how long all are trained; null stands for 1
     */
    public record Halving(
            @ConfigProperty(
                    value = "1/factor of the configurations stay, to be trained factor times as long; 3 if absent",
                    min = 2,
                    max = 100)
            @Nullable
            Integer factor,

            @ConfigProperty(
                    value = "epochs that all configurations are trained for; 1 if absent",
                    min = 1,
                    max = 1_000_000)
            @Nullable
            Integer firstEpochs) {

        /** Puts the defaults in. */
        public Halving {
            factor = factor == null ? Integer.valueOf(3) : factor;
            firstEpochs = firstEpochs == null ? Integer.valueOf(1) : firstEpochs;
        }

        /** Returns after how many epochs configurations are compared: ever more, and all in the end. */
        public List<Integer> rungs(int epochs) {
            return Stream.concat(
                            LongStream.iterate(first(), rung -> rung < epochs, rung -> rung * times())
                                    .mapToObj(rung -> (int) rung),
                            Stream.of(epochs))
                    .toList();
        }

        /** Returns how many of so many configurations stay, at least one. */
        public int kept(int configurations) {
            return (configurations + times() - 1) / times();
        }

        /** Returns how often configurations are trained from one rung to the next: so many of them at first. */
        public int trainings(int configurations, int epochs) {
            int left = configurations;
            int trainings = left;
            for (int rung = 1; rung < rungs(epochs).size() && kept(left) > 1; rung++) {
                left = kept(left);
                trainings += left;
            }
            return trainings;
        }

        private int times() {
            return factor == null ? 3 : factor;
        }

        private int first() {
            return firstEpochs == null ? 1 : firstEpochs;
        }
    }

    /** Says what a configuration is selected by. */
    public enum SelectBy {
        /** The smallest loss. */
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
            throw new KeyRule.Violation("random", "there is a \"grid\", too; a search is one or the other");
        }
    }

    /** Adds that there is one way to search to the JSON Schema of a search. */
    static ObjectNode describe(ObjectNode search) {
        ObjectNode both = search.putObject("not");
        both.putArray("required").add("grid").add("random");
        ObjectNode objects = both.putObject("properties");
        objects.set("grid", SpecSchema.type("object"));
        objects.set("random", SpecSchema.type("object"));
        return search;
    }

    /**
     * Returns the configurations of a model that are tried, each a value for every pointer, no two the same.
     *
     * @param domains the values to try, by pointer; none for a model that isn't tuned
     * @param model what is drawn at random depends on its name and on no other model
     */
    List<Map<String, JsonNode>> configurations(Map<String, SearchDomain> domains, String model) {
        return random == null || combinations(domains.values()) <= random.trials()
                ? grid(domains)
                : drawn(domains, model, random);
    }

    /** Returns how many configurations of a model are tried at most, without making them. */
    double count(Collection<SearchDomain> domains) {
        return random == null ? combinations(domains) : Math.min(random.trials(), combinations(domains));
    }

    private static double combinations(Collection<SearchDomain> domains) {
        return domains.stream()
                .mapToDouble(domain -> domain instanceof SearchDomain.Choice choice
                        ? choice.values().size()
                        : Double.POSITIVE_INFINITY)
                .reduce(1, (left, right) -> left * right);
    }

    /** Every combination; the value of the last pointer changes fastest. */
    private static List<Map<String, JsonNode>> grid(Map<String, SearchDomain> domains) {
        List<Map<String, JsonNode>> configurations = List.of(Map.of());
        for (Map.Entry<String, SearchDomain> entry : domains.entrySet()) {
            List<Map<String, JsonNode>> longer = new ArrayList<>();
            for (Map<String, JsonNode> configuration : configurations) {
                for (JsonNode value : ((SearchDomain.Choice) entry.getValue()).values()) {
                    Map<String, JsonNode> one = new LinkedHashMap<>(configuration);
                    one.put(entry.getKey(), value);
                    longer.add(one);
                }
            }
            configurations = longer;
        }
        return configurations;
    }

    private static List<Map<String, JsonNode>> drawn(Map<String, SearchDomain> domains, String model, Random search) {
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

    /**
     * Returns the seeds that a selected configuration is trained with: the whole numbers after the largest one that was searched
     * with. After the largest of all, they go on at 0; those searched with are left out.
     *
     * @param searched the seeds searched with, at least one
     */
    public List<Long> freshSeeds(List<Long> searched) {
        Set<Long> taken = new HashSet<>(searched);
        return LongStream.iterate(next(Collections.max(searched)), SearchMethod::next)
                .filter(seed -> !taken.contains(seed))
                .limit(confirmSeeds == null ? searched.size() : confirmSeeds)
                .boxed()
                .toList();
    }

    private static long next(long seed) {
        return seed == Long.MAX_VALUE ? 0 : seed + 1;
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
        return new SearchMethod(null, null, null, SelectBy.LOSS, null);
    }
}
