package org.bakeoff.statistics;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * An estimate with its variance and degrees of freedom, for the expectation over training seeds and test clusters.
 *
 * <p>V is the sum of each model's variance over seeds and of the cluster-robust sampling variance V_T of the seed means;
 * the degrees of freedom are Satterthwaite's ("An approximate distribution of estimates of variance components",
 * Biometrics Bulletin 2, 1946). With one seed each only V_T is left, and t has G - 1 degrees of freedom.
 *
 * @param value the estimate
 * @param variance V
 * @param freedom the degrees of freedom
 */
record Inference(double value, double variance, double freedom) {

    private static final double LEVEL = 0.95;
    private static final double POWER = 0.8;

    /** Of one model's metric. */
    static Inference of(SeedSamples model, int clusters) {
        return of(model.mean(), List.of(model), clusters);
    }

    /** Of the difference between two models, left minus right. */
    static Inference of(SeedSamples left, SeedSamples right, int clusters) {
        return of(left.mean().minus(right.mean()), List.of(left, right), clusters);
    }

    private static Inference of(Sample sample, List<SeedSamples> models, int clusters) {
        double sampling = sample.variance();
        double variance = sampling;
        double denominator = sampling * sampling / (clusters - 1.0);
        for (SeedSamples model : models) {
            variance += model.ofSeeds();
            denominator += model.satterthwaite();
        }
        return new Inference(sample.value(), variance, variance * variance / denominator);
    }

    /** Returns the 95% interval by Student's t. */
    Estimate interval() {
        double half = half();
        return new Estimate(value, value - half, value + half);
    }

    /** Returns the two-sided p-value of the hypothesis that the expectation is 0; NaN where nothing can be said. */
    double p() {
        if (variance == 0 && value == 0) {
            return 1;
        }
        if (!(freedom > 0) || constant()) {
            return Double.NaN;
        }
        double t = Math.abs(value) / Math.sqrt(variance);
        return 2 * TDistribution.of(freedom).survivalProbability(t);
    }

    /**
     * Returns the 95% interval of a rate by Wilson's score with the effective number of examples, so that it stays within [0, 1]
     * and doesn't vanish at its ends.
     *
     * <p>Source: Dean and Pagano, "Evaluating confidence interval methods for binomial proportions in clustered
     * surveys", Journal of Survey Statistics and Methodology 3, 2015.
     *
     * @param clusters the number of clusters, which stands for the number of examples where the variance is 0
     */
    Estimate rateInterval(int clusters) {
        boolean degenerate = variance == 0;
        double effective = degenerate ? clusters : value * (1 - value) / variance;
        double t = quantile(degenerate ? clusters - 1.0 : freedom);
        double scale = 1 + t * t / effective;
        double center = (value + t * t / (2 * effective)) / scale;
        double half = t / scale * Math.sqrt(value * (1 - value) / effective + t * t / (4 * effective * effective));
        return new Estimate(value, Math.max(0, center - half), Math.min(1, center + half));
    }

    /**
     * Returns whether a difference that isn't 0 shows no variance at all, rounding apart: nothing says then how far off it may be,
     * least of all that it is certain.
     */
    private boolean constant() {
        return variance <= 1e-24 * value * value && value != 0;
    }

    /**
     * Returns the smallest true difference that would be detected with 80% power at p &lt; 0.05; NaN where nothing can be said.
     *
     * <p>Source: Bloom, "Minimum detectable effects", Evaluation Review 19, 1995.
     */
    double detectable() {
        return constant() || !(variance > 0) ? Double.NaN : multiplier(freedom) * Math.sqrt(variance);
    }

    /** By how many standard errors an expectation must differ from 0 to be detected with 80% power. */
    static double multiplier(double freedom) {
        return freedom > 0
                ? quantile(freedom) + TDistribution.of(freedom).inverseSurvivalProbability(1 - POWER)
                : Double.NaN;
    }

    private double half() {
        if (variance == 0 && value == 0) {
            return 0;
        }
        return constant() ? Double.NaN : quantile(freedom) * Math.sqrt(variance);
    }

    private static double quantile(double freedom) {
        return freedom > 0 ? TDistribution.of(freedom).inverseSurvivalProbability((1 - LEVEL) / 2) : Double.NaN;
    }
}
