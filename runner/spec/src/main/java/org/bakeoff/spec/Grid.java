package org.bakeoff.spec;

import java.util.List;
import org.bakeoff.api.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Says what of every data set of a benchmark is trained on and tested on, besides its own training and test set.
 *
 * @param split how each data set is cut into folds, or null
 * @param trainSizes numbers of training examples, ascending; none: all of them
 */
record Grid(
        @ConfigProperty("tests on every part of the texts in turn") @Nullable
        Split split,

        @KeyRule.Of(KeyRule.DISTINCT)
        @ConfigProperty(value = "trains on so many of the training examples, one size after the other", min = 1)
        List<Integer> trainSizes) {

    static final Grid DEFAULTS = new Grid(null, List.of());

    /** Copies the list, in ascending order. */
    Grid {
        trainSizes = trainSizes.stream().sorted().toList();
    }

    /**
     * Cross-validation.
     *
     * @param folds into how many parts a data set is cut
     * @param repeats how often, each time into others; null stands for once
     */
    record Split(
            @ConfigProperty(
                    value = "parts of a data set, each of which is the test set once",
                    min = 2,
                    max = 100,
                    required = true)
            int folds,

            @ConfigProperty(
                    value = "how often a data set is cut, each time into other parts; 1 if absent",
                    min = 1,
                    max = 100)
            @Nullable
            Integer repeats) {

        /** Returns how often a data set is cut. */
        int times() {
            return repeats == null ? 1 : repeats;
        }
    }
}
