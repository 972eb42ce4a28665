package org.bakeoff.statistics.benchmark;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.FDistribution;
import org.bakeoff.statistics.DifferenceTest.PartOfVariance;

/**
 * What seeds have in common over runs of which each lacks others, as where trials failed: the two-way analysis of variance by least
 * squares, which is that of {@link SeedEffects} where all runs have all seeds.
 *
 * <p>Source: Henderson, "Estimation of variance and covariance components", Biometrics 9, 1953, method 3.
 */
final class UnevenSeeds {

    /** A pivot as small as this is what rounding leaves of none. */
    private static final double SINGULAR = 1e-9;

    /** The normal equations of the seeds' effects, once the means of the runs are taken off. */
    private final double[][] equations;

    /** Their other side. */
    private final double[] other;

    /** The weight of each seed in the mean over runs of their means. */
    private final double[] weights;

    private double squares;
    private double sum;
    private int values;
    private final int runs;

    private UnevenSeeds(int seeds, int runs) {
        this.equations = new double[seeds][seeds];
        this.other = new double[seeds];
        this.weights = new double[seeds];
        this.runs = runs;
    }

    /** Reads the values of each run, by seed. */
    static UnevenSeeds of(List<Map<Long, Double>> runs) {
        TreeSet<Long> all = new TreeSet<>();
        runs.forEach(run -> all.addAll(run.keySet()));
        List<Long> seeds = List.copyOf(all);
        UnevenSeeds uneven = new UnevenSeeds(seeds.size(), runs.size());
        runs.forEach(run -> uneven.add(
                run.keySet().stream().mapToInt(seeds::indexOf).toArray(),
                run.values().stream().mapToDouble(value -> value).toArray()));
        return uneven;
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

    /** Returns what the seeds add to the variance of the mean over runs; empty where nothing shows that they add anything. */
    Optional<PartOfVariance> effects() {
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
        double limit =
                together * FDistribution.of(freedom, freedomTogether).inverseSurvivalProbability(SeedEffects.SHOWN);
        double mean = sum / values;
        // A mean square holds the variance between seeds this many times.
        double times = shares / freedom;
        return each > limit && each > SeedEffects.ROUNDING * mean * mean
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
}
