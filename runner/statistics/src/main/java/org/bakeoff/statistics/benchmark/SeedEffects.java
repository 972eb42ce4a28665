package org.bakeoff.statistics.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.FDistribution;
import org.bakeoff.statistics.DifferenceTest.PartOfVariance;

/**
 * Estimates what a model's seeds have in common over several runs. With one seed a model begins the training of every fold, repeat and
 * data set with the same random numbers. So the luck of a seed is in all of them, and how much runs differ doesn't show it.
 *
 * <p>It is the two-way analysis of variance by least squares, since a run lacks the seeds whose trials failed. With S seeds that all
 * have values on R runs, of the variance between the seeds' means over runs, over S, comes off what seeds and runs together make of it,
 * which the runs show. Nothing is added where an F test at 25% doesn't show it: of few seeds that have nothing in common, chance would
 * make intervals too wide.
 *
 * <p>Sources: Henderson, "Estimation of variance and covariance components", Biometrics 9, 1953, method 3; Searle, Casella and
 * McCulloch, "Variance components", 1992, chapter 4; Bancroft, "Analysis and inference for incompletely specified models involving the
 * use of preliminary test(s) of significance", Biometrics 20, 1964, which recommends 25%.
 */
final class SeedEffects {

    /** The level of the F test. */
    private static final double SHOWN = 0.25;

    /** The part of the square of a mean that rounding may leave of a variance of 0. */
    private static final double ROUNDING = 1e-24;

    /** A pivot as small as this is what rounding leaves of none. */
    private static final double SINGULAR = 1e-9;

    /** The normal equations of the seeds' effects, once the means of the runs are taken off. */
    private final double[][] equations;

    /** Their other side. */
    private final double[] other;

    /** The weight of each seed in the mean over runs of their means. */
    private final double[] weights;

    private final int runs;

    /** The sum of squares within runs. */
    private double squares;

    private double sum;
    private int values;

    private SeedEffects(int seeds, int runs) {
        this.equations = new double[seeds][seeds];
        this.other = new double[seeds];
        this.weights = new double[seeds];
        this.runs = runs;
    }

    /**
     * Returns what the seeds add to the variance of a model's mean over runs and seeds; empty with a single seed or a single run, and where
     * nothing shows that they have anything in common.
     *
     * @param runs of each run the model's values by seed, of all that it was trained with; seeds that some run wasn't trained with, as where
     *     results decided how many it got, don't count
     */
    static Optional<PartOfVariance> of(List<Map<Long, OptionalDouble>> runs) {
        TreeSet<Long> common =
                new TreeSet<>(runs.isEmpty() ? List.of() : runs.get(0).keySet());
        runs.forEach(run -> common.retainAll(run.keySet()));
        List<Long> seeds = List.copyOf(common);
        List<Map<Long, Double>> known = runs.stream()
                .map(run -> known(run, seeds))
                .filter(run -> !run.isEmpty())
                .toList();
        SeedEffects effects = new SeedEffects(seeds.size(), known.size());
        known.forEach(run -> effects.add(
                run.keySet().stream().mapToInt(seeds::indexOf).toArray(),
                run.values().stream().mapToDouble(value -> value).toArray()));
        return effects.part();
    }

    private static Map<Long, Double> known(Map<Long, OptionalDouble> run, List<Long> seeds) {
        Map<Long, Double> known = new LinkedHashMap<>();
        run.forEach((seed, value) -> {
            if (seeds.contains(seed)) {
                value.ifPresent(given -> known.put(seed, given));
            }
        });
        return known;
    }

    private void add(int[] seeds, double[] given) {
        double mean = Spread.of(given).mean();
        for (int index = 0; index < seeds.length; index++) {
            int seed = seeds[index];
            other[seed] += given[index] - mean;
            squares += (given[index] - mean) * (given[index] - mean);
            sum += given[index];
            equations[seed][seed] += 1;
            weights[seed] += 1.0 / runs / seeds.length;
            for (int beside : seeds) {
                equations[seed][beside] -= 1.0 / seeds.length;
            }
        }
        values += seeds.length;
    }

    private Optional<PartOfVariance> part() {
        double shares = 0;
        double weight = 0;
        for (int seed = 0; seed < other.length; seed++) {
            shares += equations[seed][seed];
            weight += weights[seed] * weights[seed];
        }
        double freedom = 0;
        double ofSeeds = 0;
        // Elimination: the matrix is symmetric and has no negative eigenvalue, so that rows need no exchange, and one
        // without a pivot is empty.
        for (int step = 0; step < other.length; step++) {
            double pivot = equations[step][step];
            if (pivot > SINGULAR) {
                freedom++;
                ofSeeds += other[step] * other[step] / pivot;
                eliminate(step, pivot);
            }
        }
        double freedomTogether = values - runs - freedom;
        if (freedom < 1 || freedomTogether < 1) {
            return Optional.empty();
        }
        double each = ofSeeds / freedom;
        double together = Math.max(0, squares - ofSeeds) / freedomTogether;
        double limit = together * FDistribution.of(freedom, freedomTogether).inverseSurvivalProbability(SHOWN);
        // Seeds that all give the same differ by rounding alone, which means nothing.
        boolean same = each <= ROUNDING * runs * (sum / values) * (sum / values);
        // A mean square holds the variance between seeds this many times.
        double times = shares / freedom;
        return each > limit && !same
                ? Optional.of(new PartOfVariance((each - together) / times * weight, each / times * weight, freedom))
                : Optional.empty();
    }

    private void eliminate(int step, double pivot) {
        for (int row = step + 1; row < other.length; row++) {
            double factor = equations[row][step] / pivot;
            other[row] -= factor * other[step];
            for (int column = step; column < other.length; column++) {
                equations[row][column] -= factor * equations[step][column];
            }
        }
    }

    /** Returns the mean over some runs, seed by seed, of those seeds that have values in all. */
    static Map<Long, OptionalDouble> mean(List<Map<Long, OptionalDouble>> runs) {
        Map<Long, OptionalDouble> means = new LinkedHashMap<>();
        for (Long seed :
                runs.isEmpty() ? List.<Long>of() : List.copyOf(runs.get(0).keySet())) {
            List<OptionalDouble> values = runs.stream()
                    .map(run -> run.getOrDefault(seed, OptionalDouble.empty()))
                    .toList();
            if (values.stream().allMatch(OptionalDouble::isPresent)) {
                means.put(
                        seed,
                        values.stream().mapToDouble(OptionalDouble::getAsDouble).average());
            }
        }
        return means;
    }
}
