package org.bakeoff.experiment;

import java.util.List;
import org.bakeoff.api.Example;
import org.bakeoff.data.TestData;
import org.bakeoff.data.ValidationSplit;

/**
 * Holds the data that models are compared on.
 *
 * @param train the training examples, those for validation among them
 * @param split which of them are for validation
 * @param test the test examples with their labels
 * @param evaluations how many trained models were evaluated on these test examples so far
 */
record ComparedData(List<Example> train, ValidationSplit split, TestData test, long evaluations) {

    /** Copies the list. */
    ComparedData {
        train = List.copyOf(train);
    }
}
