package org.bakeoff.statistics;

/** Says why a metric has no value, or no interval. */
public enum MissingReason {
    /** The model gives classes without probabilities, and the metric is about those. */
    LABELS_ONLY,
    /** A probability is not a number. */
    NO_PROBABILITIES,
    /** All examples are of one class. */
    ONE_CLASS,
    /** No example is of one of the classes. */
    CLASS_WITHOUT_EXAMPLES,
    /** The model never predicts the class that the metric is about. */
    CLASS_NEVER_PREDICTED,
    /** All examples are in one cluster, which says nothing of others. */
    ONE_CLUSTER,
    /** The metric rests on so few examples that it is undefined without one of their clusters. */
    TOO_FEW_EXAMPLES,
    /** All clusters agree, so that they say nothing of how much others would differ. */
    NO_VARIATION,
    /** The metric is undefined for these predictions. */
    UNDEFINED
}
