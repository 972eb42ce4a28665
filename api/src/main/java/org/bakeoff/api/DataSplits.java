package org.bakeoff.api;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Holds a dataset that is ready to train and test on.
 *
 * @param info describes the data to models
 * @param train the training set, from which the runner takes the validation set
 * @param test the test set
 * @param notes what was assumed in reading the data, such as an encoding: a clause each, without a full stop, for the user
 */
public record DataSplits(DatasetInfo info, List<Example> train, List<Example> test, List<String> notes) {

    /**
     * Copies the notes. The lists of examples are not copied, since they may hold more than fits in memory; they must not change.
     *
     * @throws NullPointerException if anything is null; the message says what
     */
    public DataSplits {
        Objects.requireNonNull(info, "the description of the data is null");
        Objects.requireNonNull(train, "the training set is null");
        Objects.requireNonNull(test, "the test set is null");
        Objects.requireNonNull(notes, "the notes are null");
        train = Collections.unmodifiableList(train);
        test = Collections.unmodifiableList(test);
        notes = List.copyOf(notes);
    }

    /** Holds a dataset for which nothing was assumed. */
    public DataSplits(DatasetInfo info, List<Example> train, List<Example> test) {
        this(info, train, test, List.of());
    }
}
