package org.bakeoff.statistics;

import java.util.List;
import java.util.Optional;

/**
 * The metrics that were measured.
 *
 * @param primary the name of the metric that verdicts are about; empty if it couldn't be measured
 * @param all every metric, in the order of the evaluators
 */
public record MeasuredMetrics(Optional<String> primary, List<Metric> all) {

    /** Copies the list. */
    public MeasuredMetrics {
        all = List.copyOf(all);
    }

    /**
     * A metric that was measured.
     *
     * @param name its name
     * @param title its heading for people
     * @param higherIsBetter whether the larger of two values is the better one
     * @param rate whether it is a share of examples
     */
    public record Metric(String name, String title, boolean higherIsBetter, boolean rate) {}

    /** Returns the primary metric; empty if it couldn't be measured. */
    public Optional<Metric> primaryMetric() {
        return all.stream().filter(this::isPrimary).findFirst();
    }

    /** Returns all metrics but the primary one. */
    public List<Metric> exploratory() {
        return all.stream().filter(metric -> !isPrimary(metric)).toList();
    }

    private boolean isPrimary(Metric metric) {
        return primary.isPresent() && primary.get().equals(metric.name());
    }
}
