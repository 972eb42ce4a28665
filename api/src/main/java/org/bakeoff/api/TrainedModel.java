package org.bakeoff.api;

import java.util.List;

/**
 * A model as one trial left it, or as it was before training. An {@link Evaluator} may ask it; its answers are computed
 * on the trial's device, some seconds for thousands of examples.
 *
 * <p>Every method throws {@link UnsupportedOperationException}, with a reason for the user, where the model can't do what
 * is asked: one without a parameter named {@code embedding} has no attributions, and one may refuse more columns than the
 * dataset's length.
 */
public interface TrainedModel {

    /** How much padding stands in front of the tokens. */
    enum Padding {
        /** None: an input of exactly its tokens. */
        NONE,
        /** As when the model was trained and tested. */
        TRAINED,
        /** Up to twice the columns of {@link #TRAINED}. */
        DOUBLED
    }

    /** The seed that it was trained with. */
    long seed();

    /** Whether {@link #gradients} and {@link #integratedGradients} can be had. */
    boolean attributable();

    /**
     * Predicts.
     *
     * @param tokens token ids without padding, an array an example; at most {@link DatasetInfo#length()} each
     * @param padding how much padding stands in front
     */
    Predictions predict(List<int[]> tokens, Padding padding);

    /**
     * The gradient of a logit with respect to the embedded tokens.
     *
     * @param tokens see {@link #predict}
     * @param output which logit, from 0 to {@link DatasetInfo#outputs()} - 1; with two classes there is only 0, which speaks
     *     for class 1
     * @return one an example
     */
    List<Gradients> gradients(List<int[]> tokens, int output);

    /**
     * Gradients of one example's logit, a number a token.
     *
     * @param norm the Euclidean norm of the gradient with respect to the token's vector
     * @param timesInput the scalar product of that gradient with the vector
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Gradients(float[] norm, float[] timesInput) {}

    /**
     * What every token contributes to a logit by integrated gradients, from an input in which every token has the vector
     * of padding (id 0), by the midpoint rule.
     *
     * <p>Source: Sundararajan, Taly and Yan, "Axiomatic attribution for deep networks", ICML 2017.
     *
     * @param tokens see {@link #predict}
     * @param output see {@link #gradients}
     * @param steps the number of points of the path
     * @return one an example
     */
    List<IntegratedGradients> integratedGradients(List<int[]> tokens, int output, int steps);

    /**
     * Contributions to one example's logit.
     *
     * @param scores a number a token
     * @param gap the completeness gap: the difference of the logit to that of the baseline, less the sum of the scores; the
     *     smaller beside that difference, the better the integral
     * @param difference the difference of the logit to that of the baseline
     */
    @SuppressWarnings("ArrayRecordComponent")
    record IntegratedGradients(float[] scores, double gap, double difference) {}

    /** The same model with the weights that it had before training. */
    TrainedModel untrained();
}
