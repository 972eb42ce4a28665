package org.bakeoff.spec;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Says how models are compared.
 *
 * @param primaryMetric the name of the metric that verdicts are about; null for the first evaluator's first metric
 * @param margin the largest difference in the primary metric that counts as none; null for no verdict of equivalence
 * @param positive the name of the positive class; null for the rarer class
 */
public record ComparisonConfig(
        @ConfigProperty("the metric that verdicts are about; absent: the first evaluator's first metric") @Nullable
        String primaryMetric,

        @ConfigProperty(
                value =
                        "the largest difference in the primary metric that counts as none, in its units: 0.01 is one point of"
                                + " accuracy; absent: models are never called equivalent",
                min = 1e-12,
                max = 1e12)
        @Nullable
        Double margin,

        @ConfigProperty(
                "with two classes the positive class, which precision, recall, F1 and average precision are about; absent:"
                        + " the rarer class of training and test set together, the second one if both are equally frequent")
        @Nullable
        String positive) {

    /**
     * Checks the margin.
     *
     * @throws IllegalArgumentException if it is no positive number
     */
    public ComparisonConfig {
        if (margin != null && !(margin > 0 && margin < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a margin can't be " + margin + "; allowed: a positive number");
        }
    }

    /** Returns the comparison of a spec that says nothing about it. */
    public static ComparisonConfig defaults() {
        return new ComparisonConfig(null, null, null);
    }

    /** Returns the same with another margin; empty for none. */
    public ComparisonConfig withMargin(OptionalDouble other) {
        return new ComparisonConfig(primaryMetric, other.isPresent() ? other.getAsDouble() : null, positive);
    }

    /** Returns the margin of equivalence; empty for none. */
    public OptionalDouble equivalenceMargin() {
        return margin == null ? OptionalDouble.empty() : OptionalDouble.of(margin);
    }

    /**
     * Checks that the data has the positive class. Which classes there are is known only when the data was read.
     *
     * @param spec what to call the spec
     * @param classes the names of the classes
     * @throws SpecException if it isn't one of them, or there are more than two
     */
    public void checkPositive(String spec, List<String> classes) {
        if (positive == null) {
            return;
        }
        if (!classes.contains(positive)) {
            throw positiveFault(spec, Suggestion.instead("class", positive, classes));
        }
        if (classes.size() > 2) {
            throw positiveFault(
                    spec,
                    "there are " + classes.size()
                            + " classes, and only of two can one be the positive class; metrics of"
                            + " a class are averages over all of them here, so leave this key out");
        }
    }

    private static SpecException positiveFault(String spec, String problem) {
        return new SpecException(spec, List.of(new SpecFault("/comparison/positive", problem)));
    }

    /**
     * Returns the index of the positive class: the one that is named, else the one with fewer examples, class 1 if both have as
     * many. Empty with more than two classes.
     *
     * @param classes the names of the classes
     * @param sizes the number of examples of each class
     */
    public OptionalInt positive(List<String> classes, List<Integer> sizes) {
        if (classes.size() != 2) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(positive == null ? sizes.get(0) < sizes.get(1) ? 0 : 1 : classes.indexOf(positive));
    }

    /**
     * Checks that evaluators offer the primary metric.
     *
     * @param spec what to call the spec
     * @param offered the names of their metrics
     * @throws SpecException if it isn't one of them
     */
    public void check(String spec, Collection<String> offered) {
        if (primaryMetric != null && !offered.contains(primaryMetric)) {
            throw new SpecException(
                    spec,
                    List.of(new SpecFault(
                            "/comparison/primaryMetric", Suggestion.instead("metric", primaryMetric, offered))));
        }
    }

    /**
     * Checks that the margin is one that a difference can exceed.
     *
     * @param spec what to call the spec
     * @param metrics the metrics that evaluators offer, in their order
     * @throws SpecException if it is larger than the primary metric's range
     */
    public void checkMargin(String spec, List<Metric> metrics) {
        Optional<Metric> primary = metrics.stream()
                .filter(metric -> primaryMetric == null || primaryMetric.equals(metric.name()))
                .findFirst();
        if (margin != null && primary.isPresent()) {
            double range = primary.get().high() - primary.get().low();
            if (margin > range) {
                throw new SpecException(
                        spec,
                        List.of(new SpecFault(
                                "/comparison/margin",
                                String.format(
                                        Locale.ROOT,
                                        "found %s; no two values of %s differ by more than %s",
                                        margin,
                                        primary.get().name(),
                                        range))));
            }
        }
    }
}
