package org.bakeoff.dataset.synthetic;

import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Dataset.Fold;
import org.jspecify.annotations.Nullable;

/**
 * How many reviews to write, and how.
 *
 * @param train the number of reviews to train on
 * @param test the number of reviews to test on
 * @param distance how many neutral words follow the last telling one
 * @param length the largest number of token ids a review may take, the start of the text included
 * @param seed what all is drawn from
 * @param fold the fold of the {@code train} reviews to test on; null: others are written to test on
 */
public record SyntheticConfig(
        @ConfigProperty(value = "reviews to train on", min = 2, max = 1_000_000)
        int train,

        @ConfigProperty(value = "reviews to test on", min = 2, max = 1_000_000)
        int test,

        @ConfigProperty(
                value = "neutral words that follow the last telling one; all else stays the same at every distance",
                min = 0,
                max = 5000)
        int distance,

        @ConfigProperty(
                value = "token ids that a review has room for; a review is never cut, so the distance needs room too",
                min = 1,
                max = 10_000)
        int length,

        @ConfigProperty(value = "what all reviews are drawn from: the same seed writes the same reviews", min = 0)
        long seed,

        @ConfigProperty(
                "cross-validation: cuts the reviews of train into parts, of which one is the test set, in place of test")
        @Nullable
        Fold fold) {

    /** The number of reviews to test on where a configuration gives none. */
    static final int TEST = 1000;

    /**
     * Refuses a length that could cut a review, and a number of reviews to test on beside a fold.
     *
     * @throws IllegalArgumentException if it is so; the message says what is allowed
     */
    public SyntheticConfig {
        if (fold != null && test != TEST) {
            throw new IllegalArgumentException(
                    "\"fold\" tests on a part of the reviews of \"train\"; leave \"test\" out");
        }
        long longest = 1L + ReviewGenerator.LONGEST;
        if (length < longest + distance) {
            throw new IllegalArgumentException("a length of " + length + " could cut reviews at a distance of "
                    + distance + ": give a length of at least " + (longest + distance)
                    + (length < longest ? "" : ", or a distance of at most " + (length - longest)));
        }
    }
}
