package org.bakeoff.api;

/** The examples that a model is about to be trained on: neither those held out for validation nor any test example. */
public interface TrainingExamples {

    /** How many there are. */
    int size();

    /**
     * The token ids of an example, without padding; a new array.
     *
     * @param example from 0 to {@link #size()} - 1
     */
    int[] tokens(int example);

    /** The class index of an example. */
    int label(int example);
}
