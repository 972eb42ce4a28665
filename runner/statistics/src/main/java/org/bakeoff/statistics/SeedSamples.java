package org.bakeoff.statistics;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.bakeoff.api.Metric;

/** One model's samples of one metric, one a seed. */
final class SeedSamples {

    private static final double LEAST_OF_TWO = 0.1;

    /**
     * How rare seeds of a model that is said to be deterministic must be, if they differed by chance on single clusters alone. Few seeds
     * show little, so that a smaller level would miss most of what makes verdicts false: with two seeds, 21% at 1%.
     */
    private static final double RARE = 0.25;

    /** The part of the variance of the test examples, and of the square of a mean, that rounding may make seeds differ by. */
    private static final double NEGLIGIBLE = 1e-4;

    private static final double ROUNDING = 1e-24;

    private final List<Sample> samples;
    private final boolean deterministic;
    private final Sample mean;
    private final double interaction;

    SeedSamples(List<Sample> samples) {
        this(samples, false);
    }

    /**
     * Keeps samples.
     *
     * @param samples at least one
     * @param deterministic whether training is said to give the same model with every seed, so that seeds add no variance; seeds that
     *     differ say otherwise
     */
    SeedSamples(List<Sample> samples, boolean deterministic) {
        this.samples = List.copyOf(samples);
        this.mean = Sample.mean(samples);
        double together = seeds() == 1 ? 0 : interaction(samples, mean);
        this.deterministic = deterministic && !differ(together);
        this.interaction = seedless() ? 0 : together;
    }

    /** Returns whether seeds differ by more than what single clusters do, by a chi-squared test. */
    private boolean differ(double together) {
        return seeds() > 1
                && betweenSeeds() > NEGLIGIBLE * mean.variance() + ROUNDING * mean.value() * mean.value()
                && betweenSeeds() * (seeds() - 1)
                        > together * ChiSquaredDistribution.of(seeds() - 1.0).inverseSurvivalProbability(RARE);
    }

    private SeedSamples(SeedSamples other) {
        samples = other.samples.stream().map(Sample::settled).toList();
        deterministic = other.deterministic;
        mean = other.mean;
        interaction = other.interaction;
    }

    /** Returns the same for less memory, of which neither {@link #first} nor a difference seed by seed can be had. */
    SeedSamples settled() {
        return new SeedSamples(this);
    }

    private static double interaction(List<Sample> samples, Sample mean) {
        double interaction = 0;
        for (Sample sample : samples) {
            interaction += sample.minus(mean).variance();
        }
        return interaction / (samples.size() * (samples.size() - 1.0));
    }

    List<Sample> samples() {
        return samples;
    }

    boolean deterministic() {
        return deterministic;
    }

    /** Returns the samples of so many seeds, or of all if there are fewer. */
    SeedSamples first(int count) {
        return new SeedSamples(samples.subList(0, Math.min(count, seeds())), deterministic);
    }

    /** Returns whether the seeds say nothing about other seeds, or need not. */
    boolean seedless() {
        return deterministic || seeds() == 1;
    }

    /** Returns the metric with its 95% interval, which never leaves the metric's range. */
    Estimate own(Metric metric, Part part) {
        return Inference.of(metric, this, part).own(metric, part, mean.support());
    }

    int seeds() {
        return samples.size();
    }

    Sample mean() {
        return mean;
    }

    /** s: the standard deviation between seeds; NaN for a single seed. */
    double deviation() {
        return seeds() == 1 ? Double.NaN : Math.sqrt(betweenSeeds() * seeds());
    }

    /** s^2 / S: the variance of the mean over seeds as the seeds show it; 0 for a single seed. */
    double betweenSeeds() {
        if (seeds() == 1) {
            return 0;
        }
        double squares = 0;
        for (Sample sample : samples) {
            squares += (sample.value() - mean.value()) * (sample.value() - mean.value());
        }
        return squares / (seeds() - 1) / seeds();
    }

    /**
     * V_m: the variance that training with other seeds adds, without what the sampling variance of the test examples
     * already holds, which is the part in which seeds and clusters interact. Two seeds that happen to be close must not leave
     * nothing, so they keep a tenth of what they show.
     */
    double ofSeeds() {
        double least = seeds() == 2 ? LEAST_OF_TWO * betweenSeeds() : 0;
        return seedless() ? 0 : Math.max(betweenSeeds() - interaction, least);
    }

    /** I_m: the part of the sampling variance in which seeds and clusters interact; it shrinks with more seeds. */
    double interaction() {
        return interaction;
    }
}
