package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import org.bakeoff.api.Metric;

/**
 * An estimate with its variance, for the expectation over training seeds and test clusters.
 *
 * <p>The variance is the sum of each model's variance over seeds and of the cluster-robust sampling variance of the seed means.
 * The t quantile has Satterthwaite's degrees of freedom ("An approximate distribution of estimates of variance components",
 * Biometrics Bulletin 2, 1946), but no fewer than the component with the fewest. A model with two seeds has a variance of one
 * degree of freedom, for which that is too optimistic: then the quantile is the mean of the components' quantiles, weighted by
 * their variances (Cochran and Cox, "Experimental designs", 1957, section 4.14).
 *
 * @param value the estimate
 * @param components the parts of its variance
 * @param span how far the value may be from 0 at most; infinity for no limit
 */
record Inference(double value, List<Component> components, double span) implements DifferenceTest {

    /** One less the level of all intervals, and the level of all tests, where nothing else is said. */
    static final double ALPHA = 0.05;

    private static final double POWER = 0.8;
    private static final int STEPS = 50;
    /** By how much rounding may put a value outside its range. */
    private static final double ROUNDING = 1e-9;
    /** How many examples count as observed at the largest possible variance, so that few can't show none. */
    private static final double PRIOR = 3;

    /**
     * A part of the variance.
     *
     * @param variance what it adds
     * @param estimated the estimate that it comes from, of which another part of the variance may have been taken off
     * @param freedom the degrees of freedom of that estimate
     */
    record Component(double variance, double estimated, double freedom) {}

    /** Returns the inference for one model's metric. */
    static Inference of(Metric metric, SeedSamples model, Part part) {
        return of(metric, model.mean(), List.of(model), part, 0);
    }

    /**
     * Returns the inference for the difference between two models, left minus right. A difference of rates counts two more
     * examples, one in favour of each model, for its variance.
     *
     * <p>Source: Bonett and Price, "Adjusted Wald confidence interval for a difference of binomial proportions based on paired
     * data", Journal of Educational and Behavioral Statistics 37, 2012.
     */
    static Inference of(Metric metric, SeedSamples left, SeedSamples right, Part part) {
        Sample difference = left.mean().minus(right.mean());
        return of(
                metric,
                difference,
                List.of(left, right),
                part,
                metric.rate() ? 2 / Math.pow(difference.support(), 2) : 0);
    }

    private static Inference of(Metric metric, Sample sample, List<SeedSamples> models, Part part, double added) {
        double freedom = part.freedom();
        double sampling = sample.variance() + added;
        List<Component> components = new ArrayList<>();
        // The variance of a metric that rests on few examples is known from those alone.
        components.add(new Component(
                sampling,
                sampling,
                metric.score() == null ? Math.min(freedom, Math.max(1, sample.support())) : freedom));
        for (SeedSamples model : models) {
            if (!model.seedless()) {
                components.add(new Component(model.ofSeeds(), model.betweenSeeds(), model.seeds() - 1.0));
            }
        }
        return new Inference(sample.value(), components, metric.high() - metric.low());
    }

    /** Returns the same with another limit. */
    Inference within(double limit) {
        return new Inference(value, components, limit);
    }

    /** Returns the variance. */
    double variance() {
        return components.stream().mapToDouble(Component::variance).sum();
    }

    /** Returns Satterthwaite's degrees of freedom. */
    double freedom() {
        double denominator = 0;
        double fewest = Double.POSITIVE_INFINITY;
        for (Component component : components) {
            if (component.estimated() > 0) {
                denominator += component.estimated() * component.estimated() / component.freedom();
                fewest = Math.min(fewest, component.freedom());
            }
        }
        return Math.max(fewest, variance() * variance() / denominator);
    }

    @Override
    public Estimate interval(double alpha) {
        double half = known() ? quantile(alpha / 2) * Math.sqrt(variance()) : Double.NaN;
        return new Estimate(value, Math.max(-span, value - half), Math.min(span, value + half));
    }

    @Override
    public double p() {
        if (variance() == 0 && value == 0) {
            return 1;
        }
        if (!known()) {
            return Double.NaN;
        }
        double t = Math.abs(value) / Math.sqrt(variance());
        return twoSeeds() ? byBisection(t) : 2 * TDistribution.of(freedom()).survivalProbability(t);
    }

    /** Returns the p-value whose quantile is t; it has no closed form. */
    private double byBisection(double t) {
        double less = Math.log(Double.MIN_NORMAL);
        double more = Math.log(0.5);
        for (int step = 0; step < STEPS; step++) {
            double middle = (less + more) / 2;
            if (quantile(Math.exp(middle)) > t) {
                less = middle;
            } else {
                more = middle;
            }
        }
        return Math.min(1, 2 * Math.exp(more));
    }

    /**
     * Returns the 95% interval of one model's metric, which never leaves the metric's range. A metric with both ends has Wilson's
     * score interval with the effective number of examples, one with a single end that of the logarithm of its distance from it.
     *
     * <p>Source: Dean and Pagano, "Evaluating confidence interval methods for binomial proportions in clustered
     * surveys", Journal of Survey Statistics and Methodology 3, 2015.
     *
     * @param support how many examples the metric rests on
     */
    Estimate own(Metric metric, Part part, double support) {
        boolean low = Double.isFinite(metric.low());
        boolean high = Double.isFinite(metric.high());
        if (low && high) {
            return wilson(metric, part, support);
        }
        if (!known()) {
            return Estimate.withoutInterval(value);
        }
        if (!low && !high) {
            return interval(ALPHA);
        }
        double end = low ? metric.low() : metric.high();
        double factor = Math.exp(quantile(ALPHA / 2) * Math.sqrt(variance()) / Math.abs(value - end));
        double near = end + (value - end) / factor;
        double far = end + (value - end) * factor;
        return new Estimate(value, Math.min(near, far), Math.max(near, far));
    }

    private Estimate wilson(Metric metric, Part part, double support) {
        double width = metric.high() - metric.low();
        double rate = (value - metric.low()) / width;
        double most = rate * (1 - rate);
        // Of dependent examples no more than their clusters count.
        double examples = metric.rate() ? part.count() : Math.min(support, part.count());
        // Without some cluster of several examples the metric is undefined: they may be all that it rests on.
        boolean unknown = Double.isNaN(variance()) && !part.independent();
        if (!(examples > 0 && part.count() > 1 && most > -ROUNDING) || unknown) {
            return Estimate.withoutInterval(value);
        }
        double ratio = variance() / (width * width * most);
        // What rounding leaves of a variance of 0 is none.
        boolean degenerate = !(known() && ratio < Double.POSITIVE_INFINITY);
        double inverse = degenerate ? 1 / examples : ratio;
        if (!metric.rate()) {
            inverse = (examples * inverse + PRIOR / examples) / (examples + PRIOR);
        }
        double t = degenerate ? quantile(components.get(0).freedom(), ALPHA / 2) : quantile(ALPHA / 2);
        double scale = 1 + t * t * inverse;
        double center = (rate + t * t * inverse / 2) / scale;
        double half = t / scale * Math.sqrt(Math.max(0, most * inverse + t * t * inverse * inverse / 4));
        return new Estimate(
                value,
                metric.low() + width * Math.max(0, Math.min(rate, center - half)),
                metric.low() + width * Math.min(1, Math.max(rate, center + half)));
    }

    /** Returns whether there is a variance to tell chance by; a difference that isn't 0 without any says nothing of its error. */
    private boolean known() {
        return variance() > 1e-24 * value * value && variance() > 0 && freedom() > 0;
    }

    /**
     * Returns the smallest true difference that would be detected with 80% power; NaN where nothing can be said.
     *
     * <p>Source: Bloom, "Minimum detectable effects", Evaluation Review 19, 1995.
     *
     * @param alpha the level of the test
     */
    double detectable(double alpha) {
        return known() ? (quantile(alpha / 2) + quantile(1 - POWER)) * Math.sqrt(variance()) : Double.NaN;
    }

    private double quantile(double tail) {
        if (!twoSeeds()) {
            return quantile(freedom(), tail);
        }
        double sum = 0;
        for (Component component : components) {
            if (component.variance() > 0) {
                sum += component.variance() * quantile(component.freedom(), tail);
            }
        }
        return sum / variance();
    }

    /** Returns whether the variance over seeds of a model is known from two of them. */
    private boolean twoSeeds() {
        return components.stream().skip(1).anyMatch(component -> component.freedom() == 1);
    }

    private static double quantile(double freedom, double tail) {
        return freedom > 0 ? TDistribution.of(freedom).inverseSurvivalProbability(tail) : Double.NaN;
    }
}
