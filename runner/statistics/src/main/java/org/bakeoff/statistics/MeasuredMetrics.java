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
     * @param low its smallest possible value; negative infinity for none
     * @param high its largest possible value; infinity for none
     */
    public record Metric(String name, String title, boolean higherIsBetter, boolean rate, double low, double high) {

        /** Takes NaN, which files have, for the ends that a rate or an unbounded metric has. */
        public Metric {
            low = Double.isNaN(low) ? (rate ? 0 : Double.NEGATIVE_INFINITY) : low;
            high = Double.isNaN(high) ? (rate ? 1 : Double.POSITIVE_INFINITY) : high;
        }

        /** Makes a rate, or a metric without bounds. */
        public Metric(String name, String title, boolean higherIsBetter, boolean rate) {
            this(name, title, higherIsBetter, rate, Double.NaN, Double.NaN);
        }

        /** Returns how far the difference of two values may be from 0. */
        public double span() {
            return high - low;
        }

        /** Returns the best possible value; infinite if there is none. */
        public double best() {
            return higherIsBetter ? high : low;
        }

        /** Returns an estimate with what of its interval is possible. */
        public Estimate within(Estimate estimate) {
            return new Estimate(estimate.value(), Math.max(low, estimate.low()), Math.min(high, estimate.high()));
        }

        /** Returns the same metric under another heading. */
        public Metric titled(String other) {
            return new Metric(name, other, higherIsBetter, rate, low, high);
        }

        /** Returns the same metric with a range that holds that of another one, too: classes decide the range of some. */
        public Metric joined(Metric other) {
            return new Metric(name, title, higherIsBetter, rate, Math.min(low, other.low), Math.max(high, other.high));
        }
    }

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
