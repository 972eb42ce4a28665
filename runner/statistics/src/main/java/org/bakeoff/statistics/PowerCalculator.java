package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.bakeoff.api.Metric;

/**
 * Reckons what difference of two models an experiment could detect, and how many seeds each model would need for another
 * one.
 *
 * <p>With S' instead of S seeds the variance between seeds and the interaction of seeds and clusters shrink by S/S', and
 * the rest of the sampling variance stays.
 */
final class PowerCalculator {

    private static final double[] WANTED = {0.005, 0.01, 0.02, 0.05};
    /** The tails of the 80% interval of a variance. */
    private static final double TAIL = 0.1;

    private final Pair pair;
    private final double alpha;
    private final double lasting;
    private final List<Seeds> models = new ArrayList<>();

    /** Holds what the seeds of a model add to the variance, if there are so many. */
    private record Seeds(int count, double between, double interaction) {}

    private PowerCalculator(Pair pair, double alpha) {
        this.pair = pair;
        this.alpha = alpha;
        for (SeedSamples model : List.of(pair.first(), pair.second())) {
            if (!model.seedless()) {
                models.add(new Seeds(model.seeds(), model.betweenSeeds(), model.interaction()));
            }
        }
        this.lasting = pair.lasting();
    }

    /**
     * Says at which levels a pair is compared.
     *
     * @param test of the test of its difference
     * @param interval one less that of its simultaneous interval
     * @param margin the largest difference that counts as none; empty for no verdict of equivalence
     */
    record Levels(double test, double interval, OptionalDouble margin) {}

    /** Returns the analysis of a pair; empty where nothing can be said. */
    static Optional<PowerAnalysis> of(Metric metric, Pair pair, Levels levels) {
        double alpha = levels.test();
        double detectable = pair.inference().detectable(alpha);
        if (!Double.isFinite(detectable)) {
            return Optional.empty();
        }
        PowerCalculator calculator = new PowerCalculator(pair, alpha);
        OptionalDouble least = pair.ofTheseWeights() ? OptionalDouble.empty() : calculator.least();
        boolean told = metric.rate() && !pair.ofTheseWeights();
        double observed = Math.abs(pair.inference().value());
        return Optional.of(new PowerAnalysis(
                pair.left().name(),
                pair.right().name(),
                detectable,
                told ? least : OptionalDouble.empty(),
                pair.ofTheseWeights() || calculator.models.isEmpty()
                        ? Optional.empty()
                        : deciding(calculator, levels, observed, least),
                told
                        ? Arrays.stream(WANTED)
                                .mapToObj(wanted -> calculator.wanted(wanted, least))
                                .toList()
                        : List.of()));
    }

    /**
     * Returns the seeds that decide between the models: that find the observed difference or, where a margin is set, that it lies within
     * that, whichever are fewer.
     */
    private static Optional<PowerAnalysis.Wanted> deciding(
            PowerCalculator calculator, Levels levels, double observed, OptionalDouble least) {
        Optional<PowerAnalysis.Wanted> difference =
                observed == 0 ? Optional.empty() : Optional.of(calculator.wanted(observed, least));
        double left = levels.margin().orElse(0) - observed;
        if (!(left > 0)) {
            return difference;
        }
        PowerCalculator within = new PowerCalculator(calculator.pair, levels.interval());
        PowerAnalysis.Wanted found = within.wanted(left, within.least());
        PowerAnalysis.Wanted equivalence =
                new PowerAnalysis.Wanted(observed, found.possible(), found.fewest(), found.most());
        return Optional.of(
                difference.filter(wanted -> seeds(wanted) <= seeds(equivalence)).orElse(equivalence));
    }

    private static double seeds(PowerAnalysis.Wanted wanted) {
        return wanted.possible()
                ? wanted.fewest().orElse(PowerAnalysis.MOST) + wanted.most().orElse(PowerAnalysis.MOST)
                : Double.POSITIVE_INFINITY;
    }

    /** Returns what the test examples alone allow. */
    private OptionalDouble least() {
        if (models.isEmpty()) {
            return OptionalDouble.of(pair.inference().detectable(alpha));
        }
        return lasting > 0 ? OptionalDouble.of(detectable(Integer.MAX_VALUE, TAIL)) : OptionalDouble.empty();
    }

    private PowerAnalysis.Wanted wanted(double difference, OptionalDouble least) {
        boolean possible = !(least.orElse(0) > difference);
        return new PowerAnalysis.Wanted(
                difference,
                possible,
                possible ? needed(difference, 1 - TAIL) : OptionalInt.empty(),
                possible ? needed(difference, TAIL) : OptionalInt.empty());
    }

    private OptionalInt needed(double wanted, double tail) {
        if (models.isEmpty()) {
            return OptionalInt.of(1);
        }
        if (detectable(PowerAnalysis.MOST, tail) > wanted) {
            return OptionalInt.empty();
        }
        int tooFew = 1;
        int enough = PowerAnalysis.MOST;
        while (enough - tooFew > 1) {
            int middle = (tooFew + enough) / 2;
            if (detectable(middle, tail) > wanted) {
                tooFew = middle;
            } else {
                enough = middle;
            }
        }
        return OptionalInt.of(enough);
    }

    /** Returns what would be detected with so many seeds if their variances are at one end of their interval. */
    private double detectable(int seeds, double tail) {
        double sampling = Math.max(lasting, 0);
        List<Inference.Component> components = new ArrayList<>();
        for (Seeds model : models) {
            double scale = (double) model.count() / seeds;
            double freedom = model.count() - 1.0;
            double factor = freedom / ChiSquaredDistribution.of(freedom).inverseCumulativeProbability(tail);
            double between = model.between() * factor;
            sampling += model.interaction() * scale;
            components.add(new Inference.Component(
                    Math.max(between - model.interaction(), 0) * scale, between * scale, seeds - 1.0));
        }
        components.add(
                0, new Inference.Component(sampling, sampling, pair.part().freedom()));
        return new Inference(0, components, Double.POSITIVE_INFINITY).detectable(alpha);
    }
}
