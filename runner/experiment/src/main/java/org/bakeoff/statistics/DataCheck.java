package org.bakeoff.statistics;

import java.util.List;
import java.util.Optional;

/**
 * Something counted in the data that could mislead.
 *
 * @param name its name in comparison.json, such as "textsInBothHalves"
 * @param title what was counted
 * @param count how many
 * @param total of how many
 * @param without how the models compare without the test examples that were counted; empty where none was, or where leaving
 *     them out means nothing
 */
public record DataCheck(String name, String title, long count, long total, Optional<Without> without) {

    /**
     * How the models compare without some of the test examples.
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
