package org.bakeoff.statistics;

import java.util.List;
import java.util.Optional;

/**
 * Counts something in the data that could mislead.
 *
 * @param what what was counted
 * @param count how many
 * @param total of how many
 * @param without how the models compare without the test examples that were counted; empty where none was, or where leaving
 *     them out means nothing
 */
public record DataCheck(Subject what, long count, long total, Optional<Without> without) {

    /** A kind of check. */
    public enum Kind {
        /** Texts that the training set has too. */
        TEXTS_IN_TRAINING_SET,
        /** Texts that the training set has too, word for word or nearly. */
        NEAR_DUPLICATES_IN_TRAINING_SET,
        /** Groups that the training set has too. */
        GROUPS_IN_TRAINING_SET,
        /** Examples that repeat the text of an earlier one. */
        REPEATED_TEXTS,
        /** Examples of a class. */
        CLASS_SIZE,
        /** Examples of the smallest class, where there are many. */
        SMALLEST_CLASS,
        /** Examples of the largest class, where there are many. */
        LARGEST_CLASS,
        /** Examples that fill the whole length, so that most of them were truncated. */
        TRUNCATED
    }

    /** A set of examples. */
    public enum Examples {
        /** The training set, with the examples for validation. */
        TRAINING,
        /** The test set. */
        TEST
    }

    /**
     * Says what was counted.
     *
     * @param kind the kind of check
     * @param examples the set in which was counted
     * @param className the class whose examples were counted; empty for a check of another kind
     */
    public record Subject(Kind kind, Examples examples, Optional<String> className) {}

    /**
     * Says how the models compare without some of the test examples.
     *
     * @param examples how many test examples are left
     * @param clusters how many clusters they form
     * @param comparisons in the primary metric
     */
    public record Without(int examples, int clusters, List<PairwiseComparison> comparisons) {

        /** Copies the list. */
        public Without {
            comparisons = List.copyOf(comparisons);
        }
    }
}
