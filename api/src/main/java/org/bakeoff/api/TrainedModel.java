package org.bakeoff.api;

import java.util.List;

/**
 * Answers questions about the model of one trial, trained or untrained. Answers are computed on the trial's device;
 * thousands of examples take some seconds. It is thread-safe.
 *
 * <p>Of models that are larger than 1 GiB together, not all stay in memory: ask each of them all there is to ask, and then the next one.
 *
 * <p>Every method throws {@link QueryException} where the model cannot answer: one without a parameter named
 * {@code embedding} has no attributions, and one may refuse more columns than {@link DatasetInfo#length()}.
 */
public interface TrainedModel {

    /** Chooses how much padding stands in front of the tokens. */
    enum Padding {
        /** No padding: the columns are the tokens. */
        NONE,
        /** The padding of training and testing. */
        TRAINED,
        /** Up to twice the columns of {@link #TRAINED}. */
        DOUBLED
    }

    /** Returns the seed that the model was trained with. */
    long seed();

    /** Returns whether {@link #gradients} and {@link #integratedGradients} can be computed. */
    boolean attributable();

    /**
     * Predicts the classes of examples.
     *
     * @param tokens the token ids of each example without padding, at most {@link DatasetInfo#length()}, see
     *     {@link Comparison#tokens}
     * @param padding how much padding to put in front
     * @return one prediction for each example, in their order
     */
    Predictions predict(List<int[]> tokens, Padding padding);

    /**
     * Computes the gradient of a logit with respect to the embedded tokens.
     *
     * @param tokens see {@link #predict}
     * @param output the logit, from 0 to {@link DatasetInfo#outputs()} - 1; two classes have only logit 0, which speaks for
     *     class 1
     * @return one result for each example, in their order
     */
    List<Gradients> gradients(List<int[]> tokens, int output);

    /**
     * Gradients of one example's logit.
     *
     * @param norm for each token, the Euclidean norm of the gradient with respect to its vector
     * @param timesInput for each token, the scalar product of that gradient and the vector
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Gradients(float[] norm, float[] timesInput) {}

    /**
     * Computes what each token contributes to a logit by integrated gradients, with the midpoint rule. The baseline is the
     * input in which every token has the vector of padding (id 0).
     *
     * <p>Source: Sundararajan, Taly and Yan, "Axiomatic attribution for deep networks", ICML 2017.
     *
     * @param tokens see {@link #predict}
     * @param output see {@link #gradients}
     * @param steps the number of points of the path, at least 1
     * @return one result for each example, in their order
     */
    List<IntegratedGradients> integratedGradients(List<int[]> tokens, int output, int steps);

    /**
     * Contributions to one example's logit.
     *
     * @param scores for each token, its contribution in units of the logit
     * @param gap the completeness gap: {@code difference} less the sum of the scores. The integral is good where the gap is
     *     small compared with {@code difference}
     * @param difference the logit less the logit of the baseline
     */
    @SuppressWarnings("ArrayRecordComponent")
    record IntegratedGradients(float[] scores, double gap, double difference) {}

    /** Returns the same model with the weights that it had before training. */
    TrainedModel untrained();

    /** Says that a model cannot answer a question. The message is shown to the user. */
    final class QueryException extends RuntimeException {

        private static final long serialVersionUID = 1;

        /** Makes an exception with the reason. */
        public QueryException(String reason) {
            super(reason);
        }

        /** Makes an exception with the reason and what caused it. */
        public QueryException(String reason, Throwable cause) {
            super(reason, cause);
        }
    }
}
