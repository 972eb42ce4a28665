package org.bakeoff.training;

import org.bakeoff.api.ModelProvider.TrainingExamples;
import org.bakeoff.data.TrialData;
import org.bakeoff.data.ValidationSplit;

/**
 * The examples that a trial trains on, for a model that looks at them before.
 *
 * @param data the data
 * @param split which of it is trained on
 */
record SplitExamples(TrialData data, ValidationSplit split) implements TrainingExamples {

    @Override
    public int size() {
        return split.train().length;
    }

    @Override
    public int[] tokens(int example) {
        return data.train().tokens(split.train()[example]);
    }

    @Override
    public int label(int example) {
        return data.labels()[split.train()[example]];
    }
}
