package org.bakeoff.api;

import java.util.List;

/**
 * Looks at the predictions of all models on the same test examples and says what it finds.
 *
 * @param <C> its configuration, see {@link Plugin}
 */
public non-sealed interface Evaluator<C extends Record> extends Plugin<C> {

    /**
     * Evaluates a comparison. The result must depend on the arguments alone.
     *
     * @param config the configuration, its ranges checked
     * @param comparison the test examples and every model's predictions
     * @return what was found, in the order to show it
     */
    List<Finding> evaluate(C config, Comparison comparison);
}
