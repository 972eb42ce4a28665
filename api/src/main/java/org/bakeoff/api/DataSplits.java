package org.bakeoff.api;

import java.util.List;

/**
 * A dataset, ready to train and test on.
 *
 * @param info what models need to know of it
 * @param train the examples to train on; the runner carves the validation set out of them
 * @param test the examples to test on
 */
public record DataSplits(DatasetInfo info, List<Example> train, List<Example> test) {

    /** Copies both lists. */
    public DataSplits {
        train = List.copyOf(train);
        test = List.copyOf(test);
    }
}
