package org.bakeoff.evaluators;

import org.bakeoff.api.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Configures a metric of classes.
 *
 * @param average how the classes are averaged; null: with two classes the figure of the positive class, with more macro
 */
public record AverageConfig(
        @ConfigProperty(
                "the average over all classes with examples, as in scikit-learn; absent: of two classes the positive one alone,"
                        + " of more macro")
        @Nullable
        Average average) {}
