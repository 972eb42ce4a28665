package org.bakeoff.spec;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bakeoff.api.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * How models are compared.
 *
 * @param primaryMetric the name of the metric that verdicts are about; null for the first evaluator's first metric
 */
public record ComparisonConfig(
        @ConfigProperty("the metric that verdicts are about; absent: the first evaluator's first metric") @Nullable
        String primaryMetric) {

    /** Returns the comparison of a spec that says nothing about it. */
    public static ComparisonConfig defaults() {
        return new ComparisonConfig(null);
    }

    /** Returns the name of the primary metric among those measured, in the evaluators' order; empty if it isn't one of them. */
    public Optional<String> primaryMetric(List<String> measured) {
        return measured.stream()
                .filter(name -> primaryMetric == null || primaryMetric.equals(name))
                .findFirst();
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
}
