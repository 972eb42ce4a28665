package org.bakeoff.spec;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Metric;
import org.jspecify.annotations.Nullable;

/**
 * How models are compared.
 *
 * @param primaryMetric the name of the metric that verdicts are about; null for the first evaluator's first metric
 * @param margin the largest difference in the primary metric that counts as none; null for no verdict of equivalence
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
        Double margin) {

    /** Returns the comparison of a spec that says nothing about it. */
    public static ComparisonConfig defaults() {
        return new ComparisonConfig(null, null);
    }

    /** Returns the same with another margin; empty for none. */
    public ComparisonConfig withMargin(OptionalDouble other) {
        return new ComparisonConfig(primaryMetric, other.isPresent() ? other.getAsDouble() : null);
    }

    /** Returns the margin of equivalence; empty for none. */
    public OptionalDouble equivalenceMargin() {
        return margin == null ? OptionalDouble.empty() : OptionalDouble.of(margin);
    }

    /**
     * Checks that evaluators measured the primary metric. Which metrics they offer is known only when they have run.
     *
     * @param spec what to call the spec
     * @param measured the names of the metrics that were measured
     * @throws SpecException if it isn't one of them
     */
    public void check(String spec, Collection<String> measured) {
        if (primaryMetric != null && !measured.contains(primaryMetric)) {
            throw new SpecException(
                    spec,
                    List.of(new SpecFault(
                            "/comparison/primaryMetric", Suggestion.instead("metric", primaryMetric, measured))));
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
