package org.bakeoff.statistics;

import java.util.List;
import java.util.Map;

/**
 * Holds what the comparisons were at each look at the results.
 *
 * @param plan what decided whether more seeds were added
 * @param end why no more were added
 * @param rounds the looks; none where there was a single one and no plan
 */
public record SeedRounds(Looks.Plan plan, End end, List<Round> rounds) {

    /** A single look. */
    public static final SeedRounds NONE = new SeedRounds(new Looks.Unplanned(), End.UNPLANNED, List.of());

    /** Copies the list. */
    public SeedRounds {
        rounds = List.copyOf(rounds);
    }

    /** Says why no more seeds are added. */
    public enum End {
        /** Nothing was planned. */
        UNPLANNED,
        /** Every pair is as was wanted. */
        REACHED,
        /** Some pair isn't, and the most seeds that a model may have are too few. */
        MOST_SEEDS,
        /** Some pair isn't, and more seeds can't change that: too few test examples, failed trials, or nothing left to decide. */
        OUT_OF_REACH
    }

    /**
     * A look at the results.
     *
     * @param seeds the seeds of each model
     * @param comparisons the comparisons in the primary metric, of every two models, or of a single one with the majority class
     */
    public record Round(Map<String, Integer> seeds, List<PairwiseComparison> comparisons) {

        /** Copies the map, in its order, and the list. */
        public Round {
            seeds = OrderedMap.copyOf(seeds);
            comparisons = List.copyOf(comparisons);
        }
    }

    /**
     * Says what follows from a look.
     *
     * @param round the look
     * @param open the comparisons that aren't as was wanted
     * @param adding the models that get another seed, in the order of the spec; none to stop
     */
    public record Next(Round round, List<PairwiseComparison> open, List<String> adding) {

        /** Copies the lists. */
        public Next {
            open = List.copyOf(open);
            adding = List.copyOf(adding);
        }
    }
}
