package org.bakeoff.spec;

import java.util.List;
import java.util.stream.LongStream;
import org.bakeoff.api.ConfigProperty;

/** Says which seeds the models are trained with: those of a list, or as many as it takes. */
public sealed interface SeedPlan permits SeedPlan.Listed, SeedPlan.Adaptive {

    /** Returns the seeds that every model is trained with before any other. */
    List<Long> first();

    /**
     * The same seeds for every model.
     *
     * @param seeds distinct, at least one
     */
    record Listed(
            @KeyRule.Of(KeyRule.DISTINCT) @ConfigProperty(value = "one trial a seed", min = 0)
            List<Long> seeds) implements SeedPlan {

        /** Copies the list. */
        public Listed {
            seeds = List.copyOf(seeds);
        }

        @Override
        public List<Long> first() {
            return seeds;
        }
    }

    /**
     * The seeds 1, 2, 3 and so on, as many of each model as it takes.
     *
     * @param atLeast how many every model has; fewer than three say too little of how much seeds differ
     * @param atMost how many a model may have
     * @param until what ends it earlier
     */
    record Adaptive(
            @ConfigProperty(value = "seeds of every model before the first look", min = 3, max = MOST, required = true)
            int atLeast,

            @ConfigProperty(value = "seeds of a model at most", min = 3, max = MOST, required = true)
            int atMost,

            @ConfigProperty(
                    value = "when to stop earlier: when every comparison has a verdict, or a narrow interval",
                    required = true)
            Until until)
            implements SeedPlan {

        /** The largest number of seeds of a model. */
        static final int MOST = 100;

        /** Throws {@link IllegalArgumentException} if it would have to stop before it starts. */
        public Adaptive {
            if (atMost < atLeast) {
                throw new KeyRule.Violation(
                        "atMost", "found " + atMost + "; allowed: no fewer than \"atLeast\", which is " + atLeast);
            }
        }

        @Override
        public List<Long> first() {
            return first(atLeast);
        }

        /** Returns the first seeds of a model. */
        public static List<Long> first(int count) {
            return LongStream.rangeClosed(1, count).boxed().toList();
        }
    }

    /** Says when no more seeds are needed. */
    sealed interface Until permits Verdicts, Precision {}

    /** Stops by the verdicts. */
    enum Verdicts implements Until {
        /** Every two models are decided between: one is better, or they are equivalent. */
        DECIDED
    }

    /**
     * Stops by the intervals of the differences.
     *
     * @param halfWidth half the width of the widest simultaneous interval, in units of the primary metric
     */
    record Precision(
            @ConfigProperty(
                    value = "half the width that a simultaneous interval may have, in units of the primary metric",
                    min = 1e-9,
                    max = 1e9,
                    required = true)
            double halfWidth)
            implements Until {}
}
