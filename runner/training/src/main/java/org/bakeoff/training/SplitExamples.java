package org.bakeoff.training;

import org.bakeoff.api.ModelProvider.TrainingExamples;
import org.bakeoff.data.TrialData;
import org.bakeoff.data.ValidationSplit;

/** Gives a model the examples that a trial trains on, and remembers whether it asked for any. */
final class SplitExamples implements TrainingExamples {

    private final TrialData data;
    private final int[] train;
    private boolean asked;

    /**
     * Chooses the examples.
     *
     * @param split which of the data is trained on
     */
    SplitExamples(TrialData data, ValidationSplit split) {
        this.data = data;
        this.train = split.train();
    }

    /** Returns whether the model depends on the examples, and so can't be made again without them. */
    boolean asked() {
        return asked;
    }

    @Override
    public int size() {
        asked = true;
        return train.length;
    }

    @Override
    public int[] tokens(int example) {
        asked = true;
        return data.train().tokens(train[example]);
    }

    @Override
    public int label(int example) {
        asked = true;
        return data.labels()[train[example]];
    }
}
