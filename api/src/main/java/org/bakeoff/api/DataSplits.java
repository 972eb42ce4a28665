package org.bakeoff.api;

import java.util.List;

/**
 * Holds a dataset that is ready to train and test on.
 *
 * @param info describes the data to models
 * @param train the training set, from which the runner takes the validation set
 * @param test the test set
 */
public record DataSplits(DatasetInfo info, List<Example> train, List<Example> test) {

    /** Copies both lists. */
    public DataSplits {
        train = List.copyOf(train);
        test = List.copyOf(test);
    }
}
