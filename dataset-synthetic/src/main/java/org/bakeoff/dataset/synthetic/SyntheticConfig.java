package org.bakeoff.dataset.synthetic;

import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Dataset.Fold;
import org.jspecify.annotations.Nullable;

/**
 * Says what texts to write, how many, and how.
 *
 * @param grammar what the texts are made by
 * @param train the number of texts to train on
 * @param test the number of texts to test on
 * @param distance how many neutral words follow the last telling one
 * @param length the largest number of token ids a text may take, the start of the text included
 * @param seed what all is drawn from
 * @param fold the fold of the {@code train} texts to test on; null: others are written to test on
 */
public record SyntheticConfig(
        @ConfigProperty("what the texts are made by, which decides what a model has to know")
        Grammar grammar,

        @ConfigProperty(value = "texts to train on", min = 2, max = 1_000_000)
        int train,

        @ConfigProperty(value = "texts to test on", min = 2, max = 1_000_000)
        int test,

        @ConfigProperty(
                value = "neutral words that follow the last telling one; all else stays the same at every distance",
                min = 0,
                max = 5000)
        int distance,

        @ConfigProperty(
                value = "token ids that a text has room for; a text is never truncated, so the distance needs room too",
                min = 1,
                max = 10_000)
        int length,

        @ConfigProperty(value = "what all texts are drawn from: the same seed writes the same texts", min = 0)
        long seed,

        @ConfigProperty(
                "cross-validation: cuts the texts of train into parts, of which one is the test set, in place of test")
        @Nullable
        Fold fold) {

    /** The number of texts to test on where a configuration gives none. */
    static final int TEST = 1000;

    /** The grammars; the files of the same names are the whole of what can be said in them. */
    public enum Grammar {
        /** Movie reviews, negative or positive: words of opinion, some negated, some conceded. */
        MOVIES,
        /** News by their desk, of four classes: words. */
        NEWS,
        /** Messages to a help desk, routine or urgent: words that half of the texts negate. */
        SUPPORT,
        /** Prices, falling, steady or rising: the order of words. */
        MARKETS,
        /** Products to return or to keep: an opinion, and words later whether the writer shares it. */
        PRODUCTS
    }

    /**
     * Refuses a length that could truncate a text, and a number of texts to test on beside a fold.
     *
     * @throws IllegalArgumentException if it is so; the message says what is allowed
     */
    public SyntheticConfig {
        if (fold != null && test != TEST) {
            throw new IllegalArgumentException("a fold is a part of the texts of \"train\"; leave \"test\" out");
        }
        long longest = 1L + Rules.of(grammar).longest();
        if (length < longest + distance) {
            throw new IllegalArgumentException("a length of " + length + " could truncate texts at a distance of "
                    + distance + ": give a length of at least " + (longest + distance)
                    + (length < longest ? "" : ", or a distance of at most " + (length - longest)));
        }
    }
}
