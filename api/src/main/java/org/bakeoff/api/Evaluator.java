package org.bakeoff.api;

import java.util.List;

/**
 * Evaluates the predictions of all models for the same test examples, and may ask the trained models for more.
 *
 * @param <C> its configuration, see {@link Plugin}
 */
public non-sealed interface Evaluator<C extends Record> extends Plugin<C> {

    /**
     * Evaluates a comparison. The result must depend on the arguments alone: the same comparison gives equal findings, and
     * another order of the models gives the same values. Which metrics are among the findings must depend on the configuration, the
     * classes and the positive class alone: they are asked for with other examples and predictions before anything is trained.
     *
     * @param config the configuration; its values are within their ranges
     * @param comparison the test set and the predictions of every model
     * @return the findings in the order to show them; may be empty
     */
    List<Finding> evaluate(C config, Comparison comparison);
}
