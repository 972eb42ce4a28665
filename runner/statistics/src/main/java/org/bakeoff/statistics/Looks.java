package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says how often results were looked at, with how many seeds, since each look is another chance of a false verdict.
 *
 * @param earlier the number of seeds of each model at every earlier look, in their order; a model that had no comparison is
 *     missing
 * @param plan what decided whether more seeds were added
 */
public record Looks(List<Map<String, Integer>> earlier, Plan plan) {

    /** The only look at results. */
    public static final Looks NONE = new Looks(List.of(), new Unplanned());

    /** Copies the looks. */
    public Looks {
        List<Map<String, Integer>> copy = new ArrayList<>();
        earlier.forEach(look -> copy.add(new LinkedHashMap<>(look)));
        earlier = List.copyOf(copy);
    }

    /** Decides whether seeds are added after a look. */
    public sealed interface Plan permits Unplanned, UntilDecided, UntilPrecise {}

    /** Nothing was planned: somebody looked and then added seeds, or didn't. */
    public record Unplanned() implements Plan {}

    /**
     * Seeds are added until every pair has a verdict.
     *
     * @param atLeast the seeds of every model at the first look
     * @param atMost the seeds of a model at most
     */
    public record UntilDecided(int atLeast, int atMost) implements Plan {}

    /**
     * Seeds are added until the simultaneous interval of every pair is narrow enough. This depends on the variance alone and not
     * on the difference, so nothing is spent on looks; {@link SeedPlanner} says what is done about variances that are underestimated.
     *
     * <p>Source: Nordin and Schultzberg, "Precision-based designs for sequential randomized experiments", 2024.
     *
     * @param atMost the seeds of a model at most
     * @param halfWidth half the width that an interval may have
     */
    public record UntilPrecise(int atMost, double halfWidth) implements Plan {}

    /** Returns the looks up to one of the earlier ones, as they were then. */
    Looks until(int look) {
        return new Looks(earlier.subList(0, look), plan);
    }
}
