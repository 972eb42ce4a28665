package org.bakeoff.statistics.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.bakeoff.statistics.DifferenceTest;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.benchmark.LearningCurve.Extrapolation;
import org.bakeoff.statistics.benchmark.LearningCurve.Goal;
import org.bakeoff.statistics.benchmark.LearningCurve.MissingExtrapolation;
import org.bakeoff.statistics.benchmark.LearningCurve.Needed;

/**
 * One model's values with several numbers of training examples. More examples are extrapolated to by a power law; how uncertain
 * that is, a parametric bootstrap says, which draws every value from its own interval.
 *
 * <p>Sources: Mukherjee et al., "Estimating dataset size requirements for classifying DNA microarray data", Journal of
 * Computational Biology 10, 2003; Figueroa, Zeng-Treitler, Kandula and Ngo, "Predicting sample size required for classification
 * performance", BMC Medical Informatics and Decision Making 12, 2012, for weighted least squares.
 */
final class CurveAnalysis {

    private static final int LEAST_SIZES = 4;
    private static final int PARAMETERS = 3;
    /** One more draw makes the ends of intervals draws themselves. */
    private static final int DRAWS = 1999;

    private static final long SEED = 22;
    /** Of a fit that is worse than all but this share of right ones nothing is said. */
    private static final double MISFIT = 0.01;

    private static final double NORMAL =
            NormalDistribution.of(0, 1).inverseSurvivalProbability(DifferenceTest.ALPHA / 2);

    private final MeasuredMetrics.Metric metric;
    private final List<Point> points;
    private final double[] sizes;
    private final Optional<MissingExtrapolation> missing;
    private Optional<PowerLaw> law = Optional.empty();
    private PowerLaw[] draws = {};

    /**
     * Holds what was measured with one number of training examples.
     *
     * @param examples how many
     * @param value the model's value
     * @param seconds how long a training took; NaN if it isn't known
     */
    record Point(int examples, Estimate value, double seconds) {}

    /** Takes at least one point, by ascending size. */
    CurveAnalysis(MeasuredMetrics.Metric metric, List<Point> points) {
        this.metric = metric;
        this.points = points;
        this.sizes = points.stream().mapToDouble(Point::examples).toArray();
        this.missing = fit();
    }

    /** Fits a power law; returns why nothing can be said by it. */
    private Optional<MissingExtrapolation> fit() {
        if (sizes.length < LEAST_SIZES) {
            return Optional.of(MissingExtrapolation.FEW_SIZES);
        }
        double[] values =
                points.stream().mapToDouble(point -> point.value().value()).toArray();
        double[] errors = points.stream()
                .mapToDouble(point -> (point.value().high() - point.value().low()) / (2 * NORMAL))
                .toArray();
        if (!Arrays.stream(errors).allMatch(error -> error > 0 && Double.isFinite(error))) {
            return Optional.of(MissingExtrapolation.NO_INTERVAL);
        }
        PowerLawFit fit = new PowerLawFit(sizes, errors, metric.higherIsBetter(), metric.best());
        PowerLaw best = fit.fit(values);
        if (ChiSquaredDistribution.of(sizes.length - PARAMETERS).survivalProbability(fit.squares(best, values))
                < MISFIT) {
            return Optional.of(MissingExtrapolation.NO_POWER_LAW);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        law = Optional.of(best);
        double[][] drawn = new double[DRAWS][values.length];
        for (double[] one : drawn) {
            Arrays.setAll(one, index -> values[index] + errors[index] * random.nextGaussian());
        }
        draws = Arrays.stream(drawn).parallel().map(fit::fit).toArray(PowerLaw[]::new);
        Estimate twice = extrapolated(2).value();
        double range = Arrays.stream(values).max().orElseThrow()
                - Arrays.stream(values).min().orElseThrow();
        if (twice.high() - twice.low() > range) {
            return Optional.of(MissingExtrapolation.TOO_UNCERTAIN);
        }
        // Errors at several sizes are alike, as the test examples are, so that a misfit may hide in them: nothing says
        // that more examples
        // give less than was measured.
        double reached = values[values.length - 1];
        boolean worse = metric.higherIsBetter() ? twice.high() < reached : twice.low() > reached;
        return worse ? Optional.of(MissingExtrapolation.NO_POWER_LAW) : Optional.empty();
    }

    private int largest() {
        return points.get(points.size() - 1).examples();
    }

    private Extrapolation extrapolated(int times) {
        double examples = (double) times * largest();
        return new Extrapolation((long) examples, estimate(law.orElseThrow().at(examples), one -> one.at(examples)));
    }

    /** Returns a figure of the law with the interval that the draws give. */
    private Estimate estimate(double value, ToDoubleFunction<PowerLaw> figure) {
        double[] figures = Arrays.stream(draws).mapToDouble(figure).sorted().toArray();
        int tail = (int) Math.round((DRAWS + 1) * DifferenceTest.ALPHA / 2);
        return new Estimate(value, Math.min(value, figures[tail - 1]), Math.max(value, figures[DRAWS - tail]));
    }

    /**
     * Returns the curve.
     *
     * @param rival the model to be as good as
     * @param wanted its value
     */
    LearningCurve curve(String model, Optional<String> rival, double wanted) {
        return new LearningCurve(
                model,
                law,
                missing.isPresent()
                        ? List.of()
                        : IntStream.of(2, LearningCurve.FARTHEST)
                                .mapToObj(this::extrapolated)
                                .toList(),
                missing,
                rival.map(name -> {
                    Needed examples = examples(wanted);
                    return new Goal(name, wanted, examples, examples.map(size -> finite(seconds(size))));
                }));
    }

    /** Returns how many examples it takes to reach a value: within the sizes by lines between them, beyond them by the power law. */
    private Needed examples(double wanted) {
        OptionalDouble value = within(wanted, Estimate::value);
        OptionalDouble early = within(wanted, metric.higherIsBetter() ? Estimate::high : Estimate::low);
        OptionalDouble late = within(wanted, metric.higherIsBetter() ? Estimate::low : Estimate::high);
        if (missing.isEmpty()) {
            double fitted = law.orElseThrow().reaching(wanted, metric.higherIsBetter());
            Estimate beyond = estimate(fitted, one -> one.reaching(wanted, metric.higherIsBetter()));
            value = value.isPresent() ? value : beyond(beyond.value());
            early = early.isPresent() ? early : beyond(beyond.low());
            late = late.isPresent() ? late : beyond(beyond.high());
        }
        return new Needed(value, early, late);
    }

    private OptionalDouble within(double wanted, ToDoubleFunction<Estimate> end) {
        int sign = metric.higherIsBetter() ? 1 : -1;
        return finite(new Interpolation(
                        sizes,
                        points.stream()
                                .mapToDouble(point -> sign * end.applyAsDouble(point.value()))
                                .toArray())
                .first(sign * wanted));
    }

    private OptionalDouble beyond(double examples) {
        return examples > (double) LearningCurve.FARTHEST * largest()
                ? OptionalDouble.empty()
                : finite(Math.max(largest(), examples));
    }

    private static OptionalDouble finite(double number) {
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** Returns how long a training takes: beyond the largest size in proportion to the examples. NaN if it isn't known. */
    private double seconds(double examples) {
        if (examples > largest()) {
            return points.get(points.size() - 1).seconds() * examples / largest();
        }
        for (int index = 0; index < sizes.length; index++) {
            double after = points.get(index).seconds();
            if (examples <= sizes[index]) {
                if (index == 0) {
                    return after;
                }
                double before = points.get(index - 1).seconds();
                return before + (after - before) * (examples - sizes[index - 1]) / (sizes[index] - sizes[index - 1]);
            }
        }
        return Double.NaN;
    }
}
